{{/* Where the gateways tell each other what they counted. */}}
{{- define "paidonce.redisEnvironment" -}}
{{- end }}

{{/* The way to Redis, for a NetworkPolicy. */}}
{{- define "paidonce.redisEgress" -}}
{{- end }}
