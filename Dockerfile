# The command on Alpine: small, with a shell, for amd64 and arm64 (nothing in it is compiled for a machine).
# In a clone: docker build -t elasticlint .
#             docker run --rm -v "$PWD:/work" elasticlint elasticlint config/
# To fix files as yourself: docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/work" elasticlint elasticlint --fix config/
FROM --platform=$BUILDPLATFORM node:22-alpine AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts
RUN npm run build
RUN npx tsx tools/release-tree.ts /package

FROM node:22-alpine
COPY --from=build /package /opt/elasticlint
RUN ln -s /opt/elasticlint/dist/cli.cjs /usr/local/bin/elasticlint
USER node
WORKDIR /work
# no ENTRYPOINT: GitLab, Drone and others start a shell in the image
CMD ["elasticlint", "--help"]
