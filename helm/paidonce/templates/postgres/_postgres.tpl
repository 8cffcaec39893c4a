{{/* The address of a service's database for one of its roles. Takes { root, name, service, role, key }, key being that of the password. */}}
{{- define "paidonce.databaseEnvironment" -}}
- name: DATABASE_PASSWORD
  valueFrom:
    secretKeyRef: { name: {{ include "paidonce.secret" .service }}, key: {{ .key }} }
- name: DATABASE_URL
  value: postgres://{{ .role }}:$(DATABASE_PASSWORD)@{{ .name }}-db:5432/{{ .name }}
{{- end }}

{{/* The way to a service's database, for a NetworkPolicy. Takes { root, name, service }. */}}
{{- define "paidonce.databaseEgress" -}}
- ports: [{ port: 5432 }]
  to: {{- include "paidonce.peer" (dict "root" .root "name" (printf "%s-db" .name)) | nindent 4 }}
{{- end }}
