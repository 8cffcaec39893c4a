{{/* The server on which a service has its database: its name in the cluster, or empty for one of yours. Takes { root, name, service }. */}}
{{- define "paidonce.databaseServer" -}}
{{- if not (dig "host" "" (default dict .service.database)) -}}
{{ if .root.Values.postgres.shared }}postgres{{ else }}{{ .name }}-db{{ end }}
{{- end -}}
{{- end }}

{{/* The address of a service's database for one of its roles. Takes { root, name, service, role, key }, key being that of the password. */}}
{{- define "paidonce.databaseEnvironment" -}}
- name: DATABASE_PASSWORD
  valueFrom:
    secretKeyRef: { name: {{ include "paidonce.secret" .service }}, key: {{ .key }} }
- name: DATABASE_URL
  value: {{ include "paidonce.databaseUrl" . | quote }}
{{- end }}

{{/* The same as an address alone, its password being in DATABASE_PASSWORD, or in the variable that `password` names. */}}
{{- define "paidonce.databaseUrl" -}}
{{- $database := default dict .service.database -}}
postgres://{{ .role }}:$({{ .password | default "DATABASE_PASSWORD" }})@{{ $database.host | default (include "paidonce.databaseServer" .) }}:{{ $database.port | default 5432 }}/{{ $database.name | default .name }}{{ with $database.parameters }}?{{ . }}{{ end }}
{{- end }}

{{/* The way to a service's database, for a NetworkPolicy. One of yours may be anywhere. Takes { root, name, service }. */}}
{{- define "paidonce.databaseEgress" -}}
{{- $server := include "paidonce.databaseServer" . -}}
- ports: [{ port: {{ dig "port" 5432 (default dict .service.database) }} }]
  {{- if $server }}
  to: {{- include "paidonce.peer" (dict "root" .root "name" $server) | nindent 4 }}
  {{- end }}
{{- end }}

{{/*
The servers that the chart runs, as YAML: { name of the server: [names of the services that have a database on it] }. Takes the root.
*/}}
{{- define "paidonce.databaseServers" -}}
{{- $servers := dict -}}
{{- range $name, $service := .Values.services }}
{{- if $service.stream }}
{{- with include "paidonce.databaseServer" (dict "root" $ "name" $name "service" $service) }}
{{- $_ := set $servers . (append (get $servers . | default list) $name) }}
{{- end }}
{{- end }}
{{- end -}}
{{ toYaml $servers }}
{{- end }}
