{{/* Certificates of servers outside, which Node believes beside those that everybody does. Each takes the root. */}}
{{- define "paidonce.certificatesEnvironment" -}}
{{- if .Values.certificates.existingSecret -}}
- name: NODE_EXTRA_CA_CERTS
  value: /etc/certificates/ca.crt
{{- end }}
{{- end }}

{{- define "paidonce.certificatesMount" -}}
{{- if .Values.certificates.existingSecret -}}
volumeMounts:
  - { name: certificates, mountPath: /etc/certificates, readOnly: true }
{{- end }}
{{- end }}

{{- define "paidonce.certificatesVolume" -}}
{{- with .Values.certificates.existingSecret -}}
volumes:
  - name: certificates
    secret: { secretName: {{ . }}, items: [{ key: ca.crt, path: ca.crt }] }
{{- end }}
{{- end }}
