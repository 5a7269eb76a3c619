# Debian, not Alpine: the pinned Node and the embedded Postgres are built against glibc.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts/install.cjs scripts/
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN node_modules/.bin/node -e "import('./scripts/build.ts').then((b) => b.buildIfChanged())" \
  && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data MEDIA_DIRS=/media
WORKDIR /app
# Films that a browser cannot play are converted with it.
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
RUN mkdir -p /data /media && chown node:node /data
COPY --from=build --chown=root:root /app /app
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD node -e "fetch('http://127.0.0.1:' + (process.env.PORT ?? 3000) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
CMD ["node_modules/.bin/node", "scripts/start.ts"]
