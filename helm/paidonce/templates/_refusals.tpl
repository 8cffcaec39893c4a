{{/* What no schema can see: values that do not fit together. Each is refused in a sentence that says what to do. */}}
{{- define "paidonce.refuseNonsense" -}}
{{- if and .Values.development (or .Values.ingress.enabled .Values.nodePort) }}
{{- fail "development: what runs may be written over, and strangers come by ingress and nodePort. Leave out the one or the other." }}
{{- end }}
{{- $services := .Values.services }}
{{- $owned := list }}
{{- $answered := list }}
{{- $hosts := list }}
{{- $public := list }}
{{- $taken := list "nats" "nats-nodes" "redis" "postgres" "operator" "secrets" "walk" "dashboard" "alerts" "token-keys" }}
{{- $ours := list "DATABASE_URL" "DATABASE_PASSWORD" "NATS_URL" "NATS_PASSWORD" "STREAM_REPLICAS" "JWT_PRIVATE_KEY" "JWT_PUBLIC_KEYS" "REDIS_URL" "REDIS_PASSWORD" "TRUSTED_HOPS" }}
{{- range $name, $service := $services }}
{{- if has $name (list "system" "cluster" "operator" "reader" "postgres") }}{{ fail (printf "services.%s: that name is taken, for a user of NATS or a role of PostgreSQL. Give it another one." $name) }}{{ end }}
{{- $taken = append $taken (printf "%s-db" $name) }}
{{- if $service.public }}{{ $public = append $public $name }}{{ end }}
{{- range $service.calls }}{{ $ours = append $ours (printf "%s_URL" (upper .)) }}{{ end }}
{{- with $service.stream }}
{{- if has . $owned }}{{ fail (printf "services.%s.stream: %s has another owner already. Each stream has one." $name .) }}{{ end }}
{{- $owned = append $owned . }}
{{- end }}
{{- if has $service.host $hosts }}{{ fail (printf "services.%s.host: another service is called %s already. Give it a name of its own." $name $service.host) }}{{ end }}
{{- $hosts = append $hosts $service.host }}
{{- $answered = concat $answered (default list $service.answers) }}
{{- end }}
{{- if gt (len $public) 1 }}{{ fail (printf "services.%s.public: %s is what strangers reach already. There is one way in." (last $public) (first $public)) }}{{ end }}
{{- range $name, $service := $services }}
{{- if has $service.host $taken }}{{ fail (printf "services.%s.host: %s is called so by the chart. Give it another name." $name $service.host) }}{{ end }}
{{- range $key, $_ := merge dict (default dict $service.env) (default dict $service.secretEnv) }}
{{- if has $key $ours }}
{{- if eq $key "TRUSTED_HOPS" }}
{{- if and $service.public $.Values.ingress.enabled }}{{ fail (printf "services.%s.env.TRUSTED_HOPS: behind the Ingress that is said by ingress.trustedHops." $name) }}{{ end }}
{{- else }}{{ fail (printf "services.%s.env.%s: the chart says it. Change the value that it comes from." $name $key) }}{{ end }}
{{- end }}
{{- end }}
{{- if and (dig "host" "" (default dict $service.database)) (not $service.existingSecret) }}
{{- fail (printf "services.%s.database: only you know its passwords. Name the Secret that has them in services.%s.existingSecret." $name $name) }}
{{- end }}
{{- range $service.follows }}
{{- if not (has . $owned) }}{{ fail (printf "services.%s.follows: no service owns the stream %s. There are %s." $name . (join ", " $owned)) }}{{ end }}
{{- end }}
{{- range $service.calls }}
{{- if not (hasKey $services .) }}{{ fail (printf "services.%s.calls: there is no service %s. There are %s." $name . (keys $services | sortAlpha | join ", ")) }}{{ end }}
{{- end }}
{{- range $service.asks }}
{{- if not (has . $answered) }}{{ fail (printf "services.%s.asks: no service answers %s. Name it in the answers of the one that does." $name .) }}{{ end }}
{{- end }}
{{- with $service.seed }}
{{- if not (hasKey $.Values.seed .) }}{{ fail (printf "services.%s.seed: there is no seed.%s that says whether to." $name .) }}{{ end }}
{{- end }}
{{- with $service.autoscaling }}
{{- if lt (int .maxReplicas) (int .minReplicas) }}{{ fail (printf "services.%s.autoscaling: maxReplicas is less than minReplicas." $name) }}{{ end }}
{{- if not (dig "requests" "cpu" "" (default dict $service.resources)) }}{{ fail (printf "services.%s.autoscaling: cpuUtilization is a part of resources.requests.cpu; say how much that is." $name) }}{{ end }}
{{- end }}
{{- if and $service.signsTokens $service.existingSecret (not $.Values.tokens.existingSecret) }}
{{- fail (printf "services.%s.existingSecret: a private key of yours needs its public one; name the Secret that has it in tokens.existingSecret." $name) }}
{{- end }}
{{- if and $service.signsTokens $.Values.tokens.existingSecret (not $service.existingSecret) }}
{{- fail (printf "tokens.existingSecret: public keys of yours need the private one; name the Secret that has it in services.%s.existingSecret." $name) }}
{{- end }}
{{- end }}
{{- if and .Values.redis.external (not .Values.redis.existingSecret) }}
{{- fail "redis.external: only you know its password. Name the Secret that has it in redis.existingSecret." }}
{{- end }}
{{- if and .Values.monitoring.serviceMonitor.enabled .Values.networkPolicies.enabled (not .Values.networkPolicies.metricsFrom) }}
{{- fail "monitoring.serviceMonitor: the network policies let nobody scrape. Say in networkPolicies.metricsFrom where Prometheus is; in the namespace monitoring it is [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]." }}
{{- end }}
{{- end }}
