{{/* Where the gateways tell each other what they counted. */}}
{{- define "paidonce.redisEnvironment" -}}
{{- with .Values.redis }}
{{- if or .enabled .external }}
- name: REDIS_PASSWORD
  valueFrom:
    secretKeyRef: { name: {{ .existingSecret | default "redis" }}, key: password }
- name: REDIS_URL
  value: redis://:$(REDIS_PASSWORD)@{{ .external | default "redis:6379" }}
{{- end }}
{{- end }}
{{- end }}

{{/* The way to Redis, for a NetworkPolicy. One of yours may be anywhere. */}}
{{- define "paidonce.redisEgress" -}}
{{- with .Values.redis }}
{{- if .external }}
- ports: [{ port: {{ last (splitList ":" .external) }} }]
{{- else if .enabled }}
- ports: [{ port: 6379 }]
  to: {{- include "paidonce.peer" (dict "root" $ "name" "redis") | nindent 4 }}
{{- end }}
{{- end }}
{{- end }}
