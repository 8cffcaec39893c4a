{{/* What a service finds in its environment. Takes { root, name, service }, as all here. */}}
{{- define "paidonce.environment" -}}
{{- $root := .root -}}
{{- $service := .service -}}
{{- with $service.stream -}}
{{ include "paidonce.databaseEnvironment" (dict "root" $root "name" $.name "service" $service "role" $.name "key" "database-password") }}
{{ end -}}
- name: NATS_PASSWORD
  valueFrom:
    secretKeyRef: { name: {{ include "paidonce.secret" $service }}, key: nats-password }
- name: NATS_URL
  value: {{ include "paidonce.natsUrl" (dict "root" $root "user" .name) }}
{{- if and $service.stream (gt (int (include "paidonce.streamReplicas" $root)) 1) }}
- name: STREAM_REPLICAS
  value: {{ include "paidonce.streamReplicas" $root | quote }}
{{- end }}
{{- if $service.signsTokens }}
- name: JWT_PRIVATE_KEY
  valueFrom:
    secretKeyRef: { name: {{ include "paidonce.secret" $service }}, key: jwt-private-key }
{{- end }}
- name: JWT_PUBLIC_KEYS
  valueFrom:
    secretKeyRef: { name: {{ $root.Values.tokens.existingSecret | default "token-keys" }}, key: public-keys }
{{- range $service.calls }}
- name: {{ upper . }}_URL
  value: http://{{ (index $root.Values.services .).host }}
{{- end }}
{{- if $service.public }}
{{- if $root.Values.ingress.enabled }}
- name: TRUSTED_HOPS
  value: {{ $root.Values.ingress.trustedHops | quote }}
{{- end }}
{{- include "paidonce.redisEnvironment" $root }}
{{- end }}
{{- if and (eq (default "" $service.seed) "accounts") $root.Values.seed.accounts }}
# The seeded accounts are refused in production.
- name: NODE_ENV
  value: development
{{- end }}
{{- with include "paidonce.certificatesEnvironment" $root }}
{{ . }}
{{- end }}
{{- range $key, $value := $service.env }}
- name: {{ $key }}
  value: {{ include "paidonce.plain" $value | quote }}
{{- end }}
{{- range $key, $secretKey := $service.secretEnv }}
- name: {{ $key }}
  valueFrom:
    secretKeyRef: { name: {{ include "paidonce.secret" $service }}, key: {{ $secretKey }} }
{{- end }}
{{- end }}

{{/* What migrating needs: the owner of the tables, and whom to grant what serving needs. */}}
{{- define "paidonce.migrationEnvironment" -}}
{{ include "paidonce.databaseEnvironment" (dict "root" .root "name" .name "service" .service "role" (printf "%s_owner" .name) "key" "database-owner-password") }}
- name: DATABASE_RUNTIME_ROLE
  value: {{ .name }}
# In a new cluster the database starts at the same time.
- name: DATABASE_WAIT_SECONDS
  value: "120"
{{- with include "paidonce.certificatesEnvironment" .root }}
{{ . }}
{{- end }}
{{- end }}

{{/* What all containers of a service have in common. Takes also whether their root is `writable`. */}}
{{- define "paidonce.container" -}}
image: {{ include "paidonce.image" (dict "root" .root "name" .name) }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext: {{- include "paidonce.containerSecurity" .writable | nindent 2 }}
{{- with .service.resources }}
resources: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with include "paidonce.certificatesMount" .root }}
{{ . }}
{{- end }}
{{- end }}

{{/* The Secret of a service: one of yours, or the one that is made. Takes the service. */}}
{{- define "paidonce.secret" -}}
{{ .existingSecret | default .host }}
{{- end }}
