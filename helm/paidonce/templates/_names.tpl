{{/* Labels of pods: nothing that changes with the chart, or each version would start every server anew. Takes { root, name }. */}}
{{- define "paidonce.podLabels" -}}
{{ include "paidonce.selector" . }}
app.kubernetes.io/part-of: paidonce
{{- end }}

{{/* Labels of every object. Takes { root, name }. */}}
{{- define "paidonce.labels" -}}
{{ include "paidonce.podLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
{{- end }}

{{/* Those of the labels by which pods are found, and which never change. Takes { root, name }. */}}
{{- define "paidonce.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{/* Where an image of ours is found. Takes { root, name }. */}}
{{- define "paidonce.image" -}}
{{- $image := .root.Values.image -}}
{{ with $image.registry }}{{ . }}/{{ end }}{{ $image.repository }}/{{ .name }}:{{ $image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* What Pod Security `restricted` asks of a pod. Takes the number of its user. */}}
{{- define "paidonce.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* What it asks of a container, and a root that nothing is written to. Takes whether it may be written to all the same. */}}
{{- define "paidonce.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: {{ not . }}
capabilities:
  drop: [ALL]
{{- end }}

{{/* A number as it was written: YAML's become floats on their way, and large ones 1e+07. */}}
{{- define "paidonce.plain" -}}
{{- if and (kindIs "float64" .) (eq . (floor .)) }}{{ int64 . }}{{ else }}{{ . }}{{ end }}
{{- end }}

{{/* Pods of one kind on different nodes and in different zones, as far as there are some. Takes { root, name }. */}}
{{- define "paidonce.topologySpread" -}}
{{- $selector := include "paidonce.selector" . -}}
{{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
- maxSkew: 1
  topologyKey: {{ . }}
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels: {{- $selector | nindent 6 }}
{{- end }}
{{- end }}
