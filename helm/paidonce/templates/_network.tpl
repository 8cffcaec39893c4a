{{/* A pod as a peer of a NetworkPolicy. Takes { root, name }. */}}
{{- define "paidonce.peer" -}}
- podSelector:
    matchLabels: {{- include "paidonce.selector" . | nindent 6 }}
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
