# PaidOnce: what one types. `make` alone lists it.

ROOT := $(CURDIR)
# Node 24 comes from npm; only npm itself runs on the machine's own Node.
MACHINE_PATH := $(PATH)
export PATH := $(ROOT)/node_modules/node/bin:$(ROOT)/node_modules/.bin:$(MACHINE_PATH)
export TURBO_TELEMETRY_DISABLED := 1

INSTALLED := node_modules/.installed

.DEFAULT_GOAL := help
.PHONY: help up reset test audit bench build apply wait seed dev dev-stop port-forward logs ingress-enable ingress-apply down \
  deploy-ghcr deploy-dev test-cluster images list-images check scan fix test-gateway test-images test-skew mutants protocol docs manifests schemas ci
# `make build apply wait`: one after the other, as they are typed.
.NOTPARALLEL:

# The cluster that is meant is named where it is typed, or not at all: no environment may send `make down` anywhere.
ifneq ($(origin CONTEXT),command line)
override CONTEXT :=
endif

help: ## Lists the targets
	@awk 'BEGIN { FS = ":.*## " } /^##@ / { printf "\n%s\n", substr($$0, 5) } /^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##@ On this machine

up: $(INSTALLED) ## Starts PostgreSQL, NATS and every service; Ctrl-C stops them and keeps the data
	@exec node local/src/up/main.ts

reset: $(INSTALLED) ## Throws the data of make up away; make reset CONTEXT=minikube those of that cluster instead, and nothing here
	@exec node $(if $(CONTEXT),$(TARGETS) reset,local/src/up/reset.ts)

test: $(INSTALLED) ## Runs every test against real PostgreSQL and NATS; make test only=orders runs those whose path matches
	@exec env NODE_OPTIONS='--experimental-vm-modules --disable-warning=ExperimentalWarning' jest $(only) $(JEST_FLAGS)

audit: $(INSTALLED) ## Checks the invariants over all databases and streams of a running system
	@exec node ops/src/main.ts audit

bench: $(INSTALLED) ## Measures checkouts per second, their cost, and the time from pay to PAID
	@exec node bench/src/main.ts

##@ In the cluster of kubectl's context; one that does not look like this machine's own has to be named: CONTEXT=name

# Which cluster that is, and what is refused: cluster/src/targets.
TARGETS := cluster/src/targets/main.ts

build: $(INSTALLED) ## Builds the images and brings them onto the nodes; inside minikube's Docker when the context is minikube
	@exec node $(TARGETS) $@

apply: $(INSTALLED) ## Applies the plain manifests of k8s/ with the images of make build
	@exec node $(TARGETS) $@

wait: $(INSTALLED) ## Waits until all of it is ready, and says what it waits for
	@exec node $(TARGETS) $@

seed: $(INSTALLED) ## Brings demo accounts, products and an order that is paid; once, however often it is run
	@exec node $(TARGETS) $@

dev: $(INSTALLED) ## Forwards localhost:8080 to the gateway, in the background, and opens the browser
	@exec node $(TARGETS) $@

dev-stop: $(INSTALLED) ## Ends what make dev began
	@exec node $(TARGETS) $@

port-forward: $(INSTALLED) ## Forwards localhost:8080 to the gateway until Ctrl-C
	@exec node $(TARGETS) $@

logs: $(INSTALLED) ## Shows the logs of all services; make logs service=orders those of one; with follow=yes until Ctrl-C
	@exec node $(TARGETS) $@

ingress-enable: $(INSTALLED) ## Enables minikube's ingress controller
	@exec node $(TARGETS) $@

ingress-apply: $(INSTALLED) ## Has the ingress lead from paidonce.local to the gateway
	@exec node $(TARGETS) $@

down: $(INSTALLED) ## Takes the shop away; namespace, volumes and Secrets stay, so that make apply finds everything again
	@exec node $(TARGETS) $@

deploy-ghcr: $(INSTALLED) ## Applies the plain manifests with images of GHCR: make deploy-ghcr GHCR_NS=account TAG=commit
	@exec node $(TARGETS) $@

deploy-dev: $(INSTALLED) ## Builds the images and installs or upgrades the chart with them; VALUES=mine.yaml says what else
	@exec node $(TARGETS) $@

test-cluster: $(INSTALLED) ## Installs the chart into an empty namespace and tries everything there; make test-cluster only=rolling
	@exec node cluster/src/test-cluster/main.ts $(only)

##@ The project

comma := ,
# Packages that have an image, which is called after the last part.
IMAGES := $(wildcard services/*) ops
# The operator's command runs commands of services, so that its image has them as well.
with = $(if $(filter ops,$(1)),services/orders services/payments services/products services/users)
TAG ?= dev
image = docker build --quiet --build-arg PACKAGE=$(1) --build-arg 'WITH=$(call with,$(1))' --build-arg VERSION=$(TAG) \
  --build-arg REVISION=$$revision --build-arg CREATED=$$created --build-arg SOURCE=$$source \
  --tag paidonce/$(notdir $(1)):$(TAG) . >/dev/null || exit 1;

images: ## Builds an image for each service and one for the operator, paidonce/<name>:dev; with the tag 1.2.0: make images TAG=1.2.0
	@docker version >/dev/null 2>&1 || { echo 'No Docker engine answers: start one, then run make images again.'; exit 1; }
	@revision=$$(git rev-parse HEAD 2>/dev/null || echo unknown); \
	created=$$(TZ=UTC0 git log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd 2>/dev/null || echo 1970-01-01T00:00:00Z); \
	source=$$(git remote get-url origin 2>/dev/null | sed -nE 's#^https://([^@/]*@)?(.*)$$#https://\2#; s#[.]git$$##; /^https:/p'); \
	$(foreach package,$(IMAGES),echo 'paidonce/$(notdir $(package)):$(TAG)'; $(call image,$(package))) :

# As JSON, for the workflow that builds each of them on a machine of its own.
list-images:
	@echo '[$(subst } {,}$(comma){,$(foreach package,$(IMAGES),{"name":"$(notdir $(package))","package":"$(package)","with":"$(call with,$(package))"}))]'

check: $(INSTALLED) ## Checks types, lint and format, walls between folders, dead code
	@exec npm run --silent check

scan: $(INSTALLED) ## Looks for secrets in git, manifests, images and kept logs; make scan only=images looks there alone
	@exec node scan/src/main.ts $(only)

fix: $(INSTALLED) ## Formats and repairs what can be repaired by itself
	@exec biome check --write .

test-gateway: $(INSTALLED) ## Runs the tests that need a gateway alone, against the one that PAIDONCE_GATEWAY_URL names
	@exec env NODE_OPTIONS='--experimental-vm-modules --disable-warning=ExperimentalWarning' jest e2e/src/gateway/$(only) $(JEST_FLAGS)

test-images: $(INSTALLED) ## Runs all images together under Docker as the chart does, and the tests of the gateway on them
	@exec node cluster/src/test-images/main.ts

test-skew: $(INSTALLED) ## Runs an earlier version and this one together on the same data; make test-skew REVISION=HEAD~30
	@exec node e2e/src/skew/main.ts $(REVISION)

mutants: $(INSTALLED) ## Takes out one guard at a time and shows that a test notices; make mutants only=slot takes that one
	@exec node proofs/src/mutants/main.ts $(only)

protocol: $(INSTALLED) ## Explores everything that can happen to an order, and what happens without each rule
	@exec node proofs/src/protocol/main.ts

docs: $(INSTALLED) ## Makes the pages of docs/ that come from the sources: configuration.md, alerts.md, asyncapi.json
	@exec node reference/src/main.ts

manifests: $(INSTALLED) ## Renders the plain manifests of k8s/ from the chart
	@exec node helm/src/manifests/main.ts

schemas: $(INSTALLED) ## Takes the schemas that the chart is checked against from the cluster of KUBECONFIG
	@exec node helm/src/schemas/main.ts

ci: ## What the CI runs: check, test, and the integration tests again under containers
	@exec .ci/run

# Skipped while no package.json and no lock changed. `npm install`, not `npm ci`, which refuses a lock that lacks
# another platform's optional binaries.
$(INSTALLED): package-lock.json $(wildcard package.json */package.json services/*/package.json)
	@export PATH="$(MACHINE_PATH)"; \
	command -v node >/dev/null || { echo 'PaidOnce needs Node 20.20 or later: install it from nodejs.org, then run make again.'; exit 1; }; \
	node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 20) ? 0 : 1)' \
	  || { echo "PaidOnce needs Node 20.20 or later and found $$(node --version): install a newer one, then run make again."; exit 1; }; \
	command -v npm >/dev/null || { echo 'PaidOnce needs npm, which comes with Node from nodejs.org: install it, then run make again.'; exit 1; }; \
	echo 'Installing packages (up to a minute the first time)'; \
	npm install --loglevel=error \
	  || { echo 'npm could not install the packages (see above): check the network connection, then run make again.'; exit 1; }
	@touch $@
