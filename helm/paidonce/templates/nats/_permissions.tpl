{{/*
What a service may say and hear on NATS; everything else is refused. Takes { root, name, service }.
  its own stream     publishes its subjects; makes the stream, looks at it, reads it; changes nothing of it
  what it follows    looks at it and reads it; its durable consumer, whose messages it acknowledges, and consumers for a while; never those of others
  requests           asks what it `asks`; hears what it `answers`, and may answer that
A consumer is made by its name alone: `CONSUMER.CREATE.<stream>`, without one, takes a name from the request, where nobody checks whose it is.
*/}}
{{- define "paidonce.natsPermissions" -}}
{{- $name := .name -}}
{{- $service := .service -}}
{{- $publish := list (printf "poke.%s" $name) -}}
{{- $refused := list -}}
{{- with $service.stream }}
{{- $publish = concat $publish (list (printf "%s.>" (trimSuffix "S" . | lower)) (printf "$JS.API.STREAM.CREATE.%s" .)) }}
{{- end }}
{{- range $stream := concat (compact (list $service.stream)) (default list $service.follows) | uniq }}
{{- range list "STREAM.INFO.%s" "STREAM.MSG.GET.%s" "CONSUMER.CREATE.%s.>" "CONSUMER.INFO.%s.*" "CONSUMER.MSG.NEXT.%s.*" "CONSUMER.DELETE.%s.*" }}
{{- $publish = append $publish (printf "$JS.API.%s" (printf . $stream)) }}
{{- end }}
{{- end }}
{{- range $service.follows }}
{{- $publish = append $publish (printf "$JS.ACK.%s.%s.>" . $name) }}
{{- end }}
{{- range $other, $_ := .root.Values.services }}
{{- $refused = append $refused (printf "$JS.API.CONSUMER.DELETE.*.%s" $other) }}
{{- if ne $other $name }}
{{- $refused = concat $refused (include "paidonce.natsConsumerOf" $other | fromJsonArray) }}
{{- end }}
{{- end -}}
publish: {
  allow: {{ include "paidonce.natsSubjects" (concat $publish (default list $service.asks)) | indent 2 | trim }}
  deny: {{ include "paidonce.natsSubjects" $refused | indent 2 | trim }}
}
subscribe: {
  allow: {{ include "paidonce.natsSubjects" (concat (list (printf "_INBOX_%s.>" $name) (printf "poke.%s" $name)) (default list $service.answers)) | indent 2 | trim }}
}
{{- if $service.answers }}
allow_responses: true
{{- end }}
{{- end }}

{{/* What the operator may: look at every stream, every consumer and every message, through consumers of its own for a while (`nats stream view` makes one, and acknowledges). */}}
{{- define "paidonce.natsOperatorPermissions" -}}
{{- $allowed := list "INFO" "STREAM.NAMES" "STREAM.LIST" "STREAM.INFO.*" "STREAM.MSG.GET.*" "CONSUMER.NAMES.*" "CONSUMER.LIST.*" "CONSUMER.INFO.*.*" "CONSUMER.CREATE.*.>" "CONSUMER.MSG.NEXT.*.*" "CONSUMER.DELETE.*.*" -}}
{{- $publish := list -}}
{{- range $allowed }}
{{- $publish = append $publish (printf "$JS.API.%s" .) }}
{{- end }}
{{- $publish = append $publish "$JS.ACK.>" }}
{{- $refused := list -}}
{{- range $name, $_ := .Values.services }}
{{- $refused = concat $refused (list (printf "$JS.API.CONSUMER.DELETE.*.%s" $name)) (include "paidonce.natsConsumerOf" $name | fromJsonArray) }}
{{- end -}}
publish: {
  allow: {{ include "paidonce.natsSubjects" $publish | indent 2 | trim }}
  deny: {{ include "paidonce.natsSubjects" $refused | indent 2 | trim }}
}
subscribe: { allow: ["_INBOX.>", "_INBOX_operator.>"] }
{{- end }}

{{/*
What is done to streams and to the consumers of services by nobody, unless in maintenance: requests lead nowhere. Permissions alone would not
keep it from happening. The server publishes an answer by its own right, on whatever subject it was asked to, and that may be one of these.
*/}}
{{- define "paidonce.natsShut" -}}
mappings: {
{{- range list "DELETE" "MSG.DELETE" "PURGE" "RESTORE" "UPDATE" }}
  "$JS.API.STREAM.{{ . }}.*": "shut"
{{- end }}
{{- range $name, $_ := .Values.services }}
  "$JS.API.CONSUMER.DELETE.*.{{ $name }}": "shut"
{{- end }}
}
{{- end }}

{{/* Making or changing the durable consumer of a service, taking and acknowledging its messages: for nobody else. Takes the service's name. */}}
{{- define "paidonce.natsConsumerOf" -}}
{{- list (printf "$JS.API.CONSUMER.CREATE.*.%s" .) (printf "$JS.API.CONSUMER.CREATE.*.%s.>" .) (printf "$JS.API.CONSUMER.MSG.NEXT.*.%s" .) (printf "$JS.ACK.*.%s.>" .) | toRawJson }}
{{- end }}

{{/* Subjects as NATS reads them, one a line. */}}
{{- define "paidonce.natsSubjects" -}}
[
{{- range uniq . | sortAlpha }}
  "{{ . }}"
{{- end }}
]
{{- end }}
