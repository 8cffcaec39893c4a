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
- ports:
    - { port: 53, protocol: UDP }
    - { port: 53, protocol: TCP }
  to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
{{- end }}
