{{/* A pod as a peer of a NetworkPolicy. Takes { root, name }. */}}
{{- define "paidonce.peer" -}}
- podSelector:
    matchLabels: {{- include "paidonce.selector" . | nindent 6 }}
{{- end }}

{{/*
Where a service takes requests. An agent of Telepresence takes over the name of that port, and has a number of its own: the name alone would do,
if all networks knew names. Takes the root.
*/}}
{{- define "paidonce.requestPorts" -}}
[{ port: 8080 }{{ if .Values.networkPolicies.telepresence }}, { port: http }{{ end }}]
{{- end }}

{{/* Names have to be looked up; whoever answers such questions may be asked. */}}
{{- define "paidonce.dnsEgress" -}}
{{- $dns := .Values.networkPolicies.dns -}}
- ports:
    - { port: {{ $dns.port }}, protocol: UDP }
    - { port: {{ $dns.port }}, protocol: TCP }
  to: {{- toYaml $dns.to | nindent 4 }}
{{- end }}
