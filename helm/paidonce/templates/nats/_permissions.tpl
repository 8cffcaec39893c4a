{{/*
What a service may say and hear on NATS; everything else is refused. Takes { root, name, service }.
  its own stream     publishes its subjects; makes the stream, looks at it, reads it
  what it follows    its durable consumer, whose messages it acknowledges, and consumers for a while; never those of others
  requests           asks what it `asks`; hears what it `answers`, and may answer that
*/}}
{{- define "paidonce.natsPermissions" -}}
{{- $name := .name -}}
{{- $service := .service -}}
{{- $publish := list (printf "poke.%s" $name) "$JS.API.INFO" -}}
{{- $refused := list -}}
{{- with $service.stream }}
{{- $publish = concat $publish (list (printf "%s.>" (trimSuffix "S" . | lower)) (printf "$JS.API.STREAM.CREATE.%s" .) (printf "$JS.API.STREAM.UPDATE.%s" .)) }}
{{- end }}
{{- range concat (compact (list $service.stream)) (default list $service.follows) | uniq }}
{{- $publish = concat $publish (list (printf "$JS.API.STREAM.INFO.%s" .) (printf "$JS.API.CONSUMER.CREATE.%s" .)) }}
{{- $stream := . }}
{{- range list "CREATE" "INFO" "MSG.NEXT" "DELETE" }}
{{- $publish = append $publish (printf "$JS.API.CONSUMER.%s.%s.>" . $stream) }}
{{- end }}
{{- end }}
{{- range $service.follows }}
{{- $publish = append $publish (printf "$JS.ACK.%s.%s.>" . $name) }}
{{- end }}
{{- range without (keys .root.Values.services | sortAlpha) $name }}
{{- $refused = concat $refused (include "paidonce.natsConsumerOf" . | fromJsonArray) }}
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

{{/* What the operator may: look at every stream, every consumer and every message, through consumers of its own for a while. */}}
{{- define "paidonce.natsOperatorPermissions" -}}
{{- $allowed := list "$JS.API.INFO" "$JS.API.STREAM.NAMES" "$JS.API.STREAM.LIST" "$JS.API.STREAM.INFO.*" "$JS.API.STREAM.MSG.GET.*" "$JS.API.DIRECT.GET.>" "$JS.API.CONSUMER.NAMES.*" "$JS.API.CONSUMER.LIST.*" "$JS.API.CONSUMER.INFO.*.*" "$JS.API.CONSUMER.CREATE.>" "$JS.API.CONSUMER.MSG.NEXT.>" "$JS.API.CONSUMER.DELETE.>" -}}
{{- $refused := list -}}
{{- range keys .Values.services | sortAlpha }}
{{- $refused = concat $refused (include "paidonce.natsConsumerOf" . | fromJsonArray) }}
{{- end -}}
publish: {
  allow: {{ include "paidonce.natsSubjects" $allowed | indent 2 | trim }}
  deny: {{ include "paidonce.natsSubjects" $refused | indent 2 | trim }}
}
subscribe: { allow: ["_INBOX.>", "_INBOX_operator.>"] }
{{- end }}

{{/* Making or changing the durable consumer of a service, taking its messages, deleting it: for nobody else. Takes the service's name. */}}
{{- define "paidonce.natsConsumerOf" -}}
{{- list (printf "$JS.API.CONSUMER.CREATE.*.%s" .) (printf "$JS.API.CONSUMER.CREATE.*.%s.>" .) (printf "$JS.API.CONSUMER.MSG.NEXT.*.%s" .) (printf "$JS.API.CONSUMER.DELETE.*.%s" .) | toRawJson }}
{{- end }}

{{/* Subjects as NATS reads them, one a line. */}}
{{- define "paidonce.natsSubjects" -}}
[
{{- range uniq . | sortAlpha }}
  "{{ . }}"
{{- end }}
]
{{- end }}
