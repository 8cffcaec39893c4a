{{/* Where a user of NATS connects; its password comes from NATS_PASSWORD. Takes { root, user }. */}}
{{- define "paidonce.natsUrl" -}}
nats://{{ .user }}:$(NATS_PASSWORD)@{{ .root.Values.nats.external | default "nats:4222" | replace "," ",nats://" }}
{{- end }}

{{/* How many copies of a stream there are. */}}
{{- define "paidonce.streamReplicas" -}}
{{ .Values.nats.replicas }}
{{- end }}

{{/* The way to NATS, for a NetworkPolicy. One outside may be anywhere. */}}
{{- define "paidonce.natsEgress" -}}
{{- $ports := list -}}
{{- range splitList "," (.Values.nats.external | default "nats:4222") }}{{ $ports = append $ports (last (splitList ":" .)) }}{{ end -}}
- ports: [{{ range $number, $port := uniq $ports }}{{ if $number }}, {{ end }}{ port: {{ $port }} }{{ end }}]
  {{- if not .Values.nats.external }}
  to: {{- include "paidonce.peer" (dict "root" . "name" "nats") | nindent 4 }}
  {{- end }}
{{- end }}
