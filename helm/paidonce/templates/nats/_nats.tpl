{{/* Where a user of NATS connects; its password comes from NATS_PASSWORD. Takes { root, user }. */}}
{{- define "paidonce.natsUrl" -}}
nats://{{ .user }}:$(NATS_PASSWORD)@nats:4222
{{- end }}

{{/* How many copies of a stream there are. */}}
{{- define "paidonce.streamReplicas" -}}
{{ .Values.nats.replicas }}
{{- end }}

{{/* The way to NATS, for a NetworkPolicy. */}}
{{- define "paidonce.natsEgress" -}}
- ports: [{ port: 4222 }]
  to: {{- include "paidonce.peer" (dict "root" . "name" "nats") | nindent 4 }}
{{- end }}
