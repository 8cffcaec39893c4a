# The image of one package: docker build --build-arg PACKAGE=services/orders -t paidonce/orders .
# Node, the C library it needs, the package with what it imports, and nothing else: no shell, no package manager.

ARG NODE_IMAGE=node:24-bookworm-slim

# What npm looks at, so that a change of a source installs nothing anew.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /manifests
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete && find . -type d -empty -delete

# The sources of the package, and of the others whose commands it runs.
FROM ${NODE_IMAGE} AS sources
ARG PACKAGE
ARG WITH=""
WORKDIR /all
COPY . .
RUN for package in shared ${PACKAGE} ${WITH}; do \
    mkdir -p "/sources/$package" && cp -r "$package/src" "/sources/$package/"; \
  done \
  && if [ -d "${PACKAGE}/bin" ]; then cp -r "${PACKAGE}/bin" "/sources/${PACKAGE}/"; fi

FROM ${NODE_IMAGE} AS application
ARG PACKAGE
ARG WITH=""
WORKDIR /application/app
COPY --from=manifests /manifests ./
# `npm install`, not `npm ci`, which refuses a lock that lacks another platform's optional binaries.
RUN npm install --omit=dev --ignore-scripts --loglevel=error $(printf -- '--workspace=%s ' ${PACKAGE} ${WITH}) \
  && for manifest in */package.json services/*/package.json; do \
    case " shared ${PACKAGE} ${WITH} " in *" ${manifest%/package.json} "*) ;; *) rm "$manifest" ;; esac; \
  done \
  && rm package-lock.json .npmrc node_modules/.package-lock.json
COPY --from=sources /sources ./
# The same sources make the same image, whenever it is built.
RUN find . -type d -empty -delete && find /application -exec touch --no-dereference --date=@0 {} +

# For a cluster in which one develops (--target development): with a shell and tar, and with sources that may be written over. What serves
# is started again when restart.js is touched: of a source that tar puts in the place of another, node --watch notices only the first.
FROM ${NODE_IMAGE} AS development
ARG PACKAGE
COPY --from=application --chown=1000:1000 /application /
USER 1000:1000
RUN touch /app/restart.js
WORKDIR /app/${PACKAGE}
ENV NODE_ENV=development HOST=0.0.0.0 PORT=8080
EXPOSE 8080
# A command like `migrate` ends, and is not watched.
ENTRYPOINT ["/bin/sh", "-c", "exec node $([ $# -gt 0 ] || echo --watch --watch-preserve-output --import=/app/restart.js) src/main.ts \"$@\"", "paidonce"]

FROM ${NODE_IMAGE} AS runtime
ARG PACKAGE
WORKDIR /runtime
RUN node="$(command -v node)" \
  && for file in "$node" $(ldd "$node" | grep -o '/[^ ]*'); do cp --parents --dereference "$file" .; done \
  && mkdir -p etc tmp \
  && echo 'node:x:1000:1000::/app:' > etc/passwd && echo 'node:x:1000:' > etc/group \
  && chmod 1777 tmp \
  && if [ "${PACKAGE}" = ops ]; then \
    echo '#!/usr/local/bin/node' > usr/local/bin/paidonce \
    && echo 'import("/app/ops/src/main.ts");' >> usr/local/bin/paidonce \
    && chmod 755 usr/local/bin/paidonce; \
  fi \
  && find . -exec touch --no-dereference --date=@0 {} +

FROM scratch
ARG PACKAGE
COPY --from=runtime /runtime /
COPY --from=application /application /
WORKDIR /app/${PACKAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
USER 1000:1000
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/node", "src/main.ts"]
ARG VERSION=0.0.0
ARG REVISION=unknown
# The commit's, not that of building: the same sources make the same image.
ARG CREATED=1970-01-01T00:00:00Z
ARG SOURCE=""
LABEL org.opencontainers.image.title="paidonce/${PACKAGE}" \
  org.opencontainers.image.description="PaidOnce: an order is paid exactly once" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.source="${SOURCE}" \
  org.opencontainers.image.url="${SOURCE}" \
  org.opencontainers.image.created="${CREATED}" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
