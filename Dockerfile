# The image of one service: docker build --build-arg SERVICE=orders -t paidonce/orders .
# Node, the C library it needs, the service with what it imports, and nothing else: no shell, no package manager.

ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS application
ARG SERVICE
WORKDIR /application/app
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY services/${SERVICE}/package.json services/${SERVICE}/
# `npm install`, not `npm ci`, which refuses a lock that lacks another platform's optional binaries.
RUN npm install --omit=dev --ignore-scripts --loglevel=error --workspace=services/${SERVICE} \
  && rm package-lock.json .npmrc node_modules/.package-lock.json
COPY shared/src shared/src
COPY services/${SERVICE}/src services/${SERVICE}/src
# The same sources make the same image, whenever it is built.
RUN find /application -exec touch --no-dereference --date=@0 {} +

FROM ${NODE_IMAGE} AS runtime
WORKDIR /runtime
RUN node="$(command -v node)" \
  && for file in "$node" $(ldd "$node" | grep -o '/[^ ]*'); do cp --parents --dereference "$file" .; done \
  && mkdir -p etc tmp \
  && echo 'node:x:1000:1000::/app:' > etc/passwd && echo 'node:x:1000:' > etc/group \
  && chmod 1777 tmp \
  && find . -exec touch --no-dereference --date=@0 {} +

FROM scratch
ARG SERVICE
COPY --from=runtime /runtime /
COPY --from=application /application /
WORKDIR /app/services/${SERVICE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
USER 1000:1000
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/node", "src/main.ts"]
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="paidonce/${SERVICE}" \
  org.opencontainers.image.description="PaidOnce: an order is paid exactly once" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
