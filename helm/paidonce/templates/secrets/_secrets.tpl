{{/*
Which Secrets have to be there and are not yours: a list of { name, keys: { key: kind } } in the order in which they are made, for
`paidonce secrets`. It follows from the map of services. Takes the root.
*/}}
{{- define "paidonce.wantedSecrets" -}}
{{- $wanted := list -}}
{{- $signer := "" -}}
{{- range $name, $service := .Values.services }}
{{- if not $service.existingSecret }}
{{- $keys := dict "nats-password" "password" }}
{{- if $service.stream }}
{{- $_ := set $keys "database-password" "password" }}
{{- $_ := set $keys "database-owner-password" "password" }}
{{- end }}
{{- if $service.signsTokens }}
{{- $_ := set $keys "jwt-private-key" "es256-private-key" }}
{{- $signer = $service.host }}
{{- end }}
{{- $wanted = append $wanted (dict "name" $service.host "keys" $keys) }}
{{- end }}
{{- end }}
{{- if and $signer (not .Values.tokens.existingSecret) }}
{{- $wanted = append $wanted (dict "name" "token-keys" "keys" (dict "public-keys" (dict "publicHalfOf" (dict "secret" $signer "key" "jwt-private-key")))) }}
{{- end }}
{{- if not .Values.postgres.existingSecret }}
{{- range $server, $_ := include "paidonce.databaseServers" . | fromYaml }}
{{- $wanted = append $wanted (dict "name" $server "keys" (dict "postgres-password" "password")) }}
{{- end }}
{{- end }}
{{- if not (or .Values.nats.external .Values.nats.existingSecret) }}
{{- $wanted = append $wanted (dict "name" "nats" "keys" (dict "system-password" "password" "cluster-password" "password")) }}
{{- end }}
{{- if not .Values.operator.existingSecret }}
{{- $wanted = append $wanted (dict "name" "operator" "keys" (dict "nats-password" "password" "database-password" "password")) }}
{{- end }}
{{- if and .Values.redis.enabled (not (or .Values.redis.external .Values.redis.existingSecret)) }}
{{- $wanted = append $wanted (dict "name" "redis" "keys" (dict "password" "password")) }}
{{- end }}
{{- toPrettyJson $wanted }}
{{- end }}

{{/*
Helm runs the Job before everything else, each time; whoever applies plain manifests has an ordinary Job, whose pods the others wait for.
Takes { root, weight }.
*/}}
{{- define "paidonce.secretsHook" -}}
{{- if .root.Values.hooks }}
annotations:
  helm.sh/hook: pre-install,pre-upgrade,pre-rollback
  helm.sh/hook-weight: {{ .weight | quote }}
  helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}
{{- end }}
