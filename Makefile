SHELL := /bin/bash
.DEFAULT_GOAL := help

# JAVA_HOME if it is JDK 25 or newer, else the newest such JDK found where JDKs are usually installed.
JAVA_HOME := $(shell infra/find-jdk)
export JAVA_HOME
MVN := mvn -B -ntp -q

# What `make run` is told: see the README.
export PORT INSTANCES PACKAGE DATA BUNDLE TRACES

# Those tests that take a stage, and nothing else.
ON_STAGE = mvn -B -ntp -Dstyle.color=never verify -pl tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
  -Dgroups=on-stage -Dit.test='$(TESTS)'

SOURCES := $(shell find pom.xml core decision-fn redaction-fn audit-fn infra -name target -prune -o -type f \( -path '*/src/main/*' -o -name pom.xml \) -print)
BUILT := infra/local/target/built
# `make native` has packaged the functions then, under the same names.
STACK_ONLY := infra/local/target/stack-only

.PHONY: help
help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

.PHONY: jdk
jdk:
	@test -n "$(JAVA_HOME)" || { echo 'Tollgate needs a JDK 25 or newer, and found none.' \
	  'Install one (Debian, Ubuntu: apt-get install openjdk-25-jdk or temurin-25-jdk; macOS: brew install openjdk@25)' \
	  'or let JAVA_HOME point to it.' >&2; exit 1; }

.PHONY: run
run: $(if $(filter native,$(PACKAGE)),$(STACK_ONLY),$(BUILT)) ## Run the stack on this machine (PORT= INSTANCES= PACKAGE=jvm|native DATA=memory|dir BUNDLE=dir TRACES=url)
	@exec "$(JAVA_HOME)/bin/java" -Xms96m -Xmx1g --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -jar infra/local/target/local.jar

$(BUILT): $(SOURCES) | jdk
	@echo 'Building Tollgate ...'
	@$(MVN) package -DskipTests -pl infra/local,infra/cli,decision-fn,redaction-fn,audit-fn -am
	@touch $@

$(STACK_ONLY): $(SOURCES) | jdk
	@echo 'Building the local stack ...'
	@$(MVN) package -DskipTests -pl infra/local,infra/cli -am
	@touch $@

.PHONY: build
build: jdk ## Build every package, without tests
	$(MVN) package -DskipTests
	@touch $(BUILT)

# The training run: a server that gives one answer to everything, and a Tollgate that is not there.
.PHONY: proxy
proxy: PROXY = hooks/mcp-proxy/target/tollgate-mcp-proxy
proxy: ASK = {"jsonrpc":"2.0","id":%d,"method":"%s","params":{"name":"x","arguments":{}}}\n
proxy: ANSWER = {"jsonrpc":"2.0","id":%d,"result":{"tools":[{"name":"x","inputSchema":{}}]}}\n
proxy: jdk ## Build the MCP proxy, with a cache for this JDK that makes it start in half of the time
	$(MVN) package -DskipTests -pl hooks/mcp-proxy -am
	@(printf '$(ASK)' 1 initialize; sleep 1; printf '$(ASK)' 2 tools/list; sleep 1; printf '$(ASK)' 3 tools/call; sleep 1) | \
	TOLLGATE_URL=http://127.0.0.1:9 TOLLGATE_ENFORCER_KEY=tg_none_none "$(JAVA_HOME)/bin/java" -XX:+UseSerialGC \
	  -XX:TieredStopAtLevel=1 -XX:AOTCacheOutput=$(PROXY).aot -jar $(PROXY).jar --server x --agent x -- \
	  sh -c 'n=0; while read -r line; do n=$$((n+1)); printf "$$0" $$n; done' '$(ANSWER)' > /dev/null 2> $(PROXY).aot.log || \
	  { cat $(PROXY).aot.log >&2; exit 1; }

.PHONY: native
native: jdk ## Build functions and proxy as native executables (needs GraalVM or Mandrel for JDK 25, or Docker or Podman)
	@with=$$(infra/find-native) && rm -f $(BUILT) && infra/native/build $$with

# In a copy, because function.zip becomes one that cannot run.
.PHONY: native-check
native-check: COPY = target/native-check
native-check: jdk ## Prepare the functions' native builds in a copy, up to what the compiler is called with; compiles nothing
	@infra/copy-sources $(COPY)
	@cd $(COPY) && GRAALVM_HOME=$(CURDIR)/infra/native/stand-in $(MVN) package -DskipTests -Dnative \
	  -Dquarkus.native.container-build=false -pl decision-fn,redaction-fn,audit-fn -am
	@wc -l $(COPY)/*-fn/target/*-native-image-source-jar/native-image-arguments.txt

# The same sources twice, in two directories, and what the packages hold compared.
.PHONY: reproducible
reproducible: COPIES = target/reproducible
reproducible: jdk ## Build the packages twice in two directories, and compare what they hold
	@for copy in first second; do infra/copy-sources $(COPIES)/$$copy && echo "Building the $$copy time ..." && \
	  (cd $(COPIES)/$$copy && $(MVN) package -DskipTests -pl decision-fn,redaction-fn,audit-fn,hooks/mcp-proxy -am) || exit 1; done
	@"$(JAVA_HOME)/bin/java" infra/Reproducible.java $(COPIES)/first $(COPIES)/second

.PHONY: deploy
deploy: STAGE = tollgate
deploy: PACKAGE = native
deploy: ARCH = arm64
deploy: NOW := $(shell date -u +%Y%m%dT%H%M%SZ)
deploy: BEFORE = .tollgate/stages/$(STAGE).before-$(NOW)
deploy: jdk ## Build and deploy to AWS with sam (STAGE= PACKAGE=native|jvm ARCH=arm64|x86_64 PARAMETERS="Name=value …")
	@command -v sam >/dev/null || { echo 'make deploy needs the AWS SAM command line, and found none:' \
	  'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/install-sam-cli.html' >&2; exit 1; }
	@[ $(PACKAGE) = jvm ] || $(MAKE) native
	@[ $(PACKAGE) = native ] || $(MVN) package -DskipTests -pl decision-fn,redaction-fn,audit-fn -am
	@infra/packages $(PACKAGE) $(ARCH)
	@mkdir -p .tollgate/stages
	@if infra/live $(STAGE) > $(BEFORE); then echo 'What answers now is kept in $(BEFORE)'; else rm $(BEFORE); \
	  echo 'What answers now is not known, so there is no way back: the first deployment of $(STAGE)?'; fi
	@sam deploy --stack-name $(STAGE) --no-confirm-changeset \
	  --parameter-overrides Packaging=$(PACKAGE) Architecture=$(ARCH) $(PARAMETERS) || { \
	  [ ! -e $(BEFORE) ] || infra/live $(STAGE) as $(BEFORE); exit 1; }
	infra/live $(STAGE) newest
	infra/stage $(STAGE)

.PHONY: test
test: jdk ## Build and test everything
	mvn -B -ntp -Dstyle.color=never -T 2 verify
	@if command -v cfn-lint >/dev/null; then cfn-lint template.yaml && echo 'template.yaml: cfn-lint found nothing'; \
	  else echo 'template.yaml: not linted, since cfn-lint is not installed'; fi

# EMULATOR: docker, or the URL of an emulator that runs; DYNAMODB=local puts DynamoDB Local in the place of its DynamoDB.
.PHONY: test-localstack
test-localstack: EMULATOR = docker
test-localstack: DYNAMODB =
test-localstack: BUNDLE = e2e
test-localstack: TESTS = *IT
test-localstack: jdk ## Run the end-to-end tests of one bundle against LocalStack (EMULATOR=docker|url BUNDLE= TESTS=)
	TOLLGATE_EMULATOR=$(EMULATOR) TOLLGATE_EMULATOR_DYNAMODB=$(DYNAMODB) TOLLGATE_BUNDLE=$(BUNDLE) $(ON_STAGE)

# URL and keys come from the environment: see docs/operations.md.
.PHONY: test-stage
test-stage: TESTS = *IT
test-stage: jdk ## Run the end-to-end tests against another stage, with its URL and keys from the environment
	@test -n "$$TOLLGATE_URL" || { echo 'make test-stage: TOLLGATE_URL is not set' >&2; exit 1; }
	$(ON_STAGE)

.PHONY: expressions
expressions: N = 10000000
expressions: SEED = 1
expressions: jdk ## Compare the evaluator with dev.cel at length (N= evaluations SEED=)
	$(MVN) test -pl core,infra/cli -Dtest=ExpressionsLikeCelTest -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dtollgate.expressions=$(N) -Dtollgate.seed=$(SEED)

.PHONY: quality
quality: SEED = 1
quality: N = 10000
quality: ERRORS = 300
quality: jdk ## Measure what the scanner finds, and write the tables of docs/redaction.md (N= texts SEED= ERRORS=)
	$(MVN) test -pl core,tests/corpus -Dtest=Measure -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dtollgate.corpus.size=$(N) -Dtollgate.corpus.seed=$(SEED) -Dtollgate.corpus.errors=$(ERRORS)

# Half of the time generated trials, told apart by their seeds, half of it Jazzer, which looks for branches not yet taken.
.PHONY: fuzz
fuzz: MINUTES = 30
fuzz: SEED = 1
fuzz: FUZZ = tests/fuzz/target/fuzz
fuzz: HALF = $(shell expr $(MINUTES) \* 30)
fuzz: jdk ## Fuzz scanner, redaction and redaction function (MINUTES= SEED=)
	@$(MVN) test-compile dependency:build-classpath -pl core,redaction-fn,tests/fuzz \
	  -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test
	@rm -rf $(FUZZ) && mkdir -p $(FUZZ)/jazzer
	@classpath="tests/fuzz/target/test-classes:$$(cat tests/fuzz/target/classpath)"; status=0; \
	"$(JAVA_HOME)/bin/java" -Xmx1g -cp "$$classpath" dev.tollgate.tests.fuzz.FuzzRun $(HALF) $(SEED) $(FUZZ) || status=1; \
	"$(JAVA_HOME)/bin/java" -cp "$$classpath" dev.tollgate.tests.fuzz.Beginnings $(FUZZ)/corpus $(SEED) && \
	"$(JAVA_HOME)/bin/java" -Xmx1g -cp "$$classpath" --enable-native-access=ALL-UNNAMED \
	  com.code_intelligence.jazzer.Jazzer --target_class=dev.tollgate.tests.fuzz.FuzzTarget \
	  '--instrumentation_includes=dev.tollgate.core.**' '--custom_hook_excludes=**' \
	  --keep_going=20 --reproducer_path=$(FUZZ)/jazzer -artifact_prefix=$(FUZZ)/jazzer/ \
	  -max_total_time=$(HALF) -seed=$(SEED) -max_len=20000 -timeout=30 -rss_limit_mb=4096 $(FUZZ)/corpus || status=1; \
	exit $$status

# Without RATE: half of the most that the same machine does in the same run. The report is in tests/bench/target/soak.
.PHONY: soak
soak: MINUTES = 30
soak: RATE =
soak: jdk ## Run decisions and redactions at length through a stack of its own, and see what holds (MINUTES= RATE= calls a second)
	@$(MVN) package -DskipTests -pl tests/bench,infra/local,infra/cli,decision-fn,redaction-fn,audit-fn -am
	@"$(JAVA_HOME)/bin/java" -Xmx256m -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow -cp tests/bench/target/bench.jar \
	  dev.tollgate.bench.SoakDriver . tests/bench/target/soak $(MINUTES) $(RATE)

.PHONY: clean-run
clean-run: N = 50000
clean-run: jdk ## Write and seal records with processes that are killed, and see that nothing is alarmed (N= records)
	mvn -B -ntp -q verify -pl tests -am -Dtest=ArchitectureTest -Dit.test=KilledWritersIT \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dtollgate.records=$(N)

.PHONY: phone-plan
phone-plan: PHONE_PLAN = core/src/main/resources/dev/tollgate/core/scan/phone/plan.txt
phone-plan: jdk ## Make the numbering plans anew from the metadata of libphonenumber
	@touch $(PHONE_PLAN)
	$(MVN) test -pl core -Dtest=PhonePlanTest#theResourceIsWhatTheMetadataSay -Dtollgate.phone-plan=$(CURDIR)/$(PHONE_PLAN)

.PHONY: format
format: jdk ## Format the sources as `make test` wants them
	$(MVN) spotless:apply

.PHONY: lint
lint: ## Check template.yaml (needs cfn-lint)
	cfn-lint template.yaml

.PHONY: clean
clean: jdk ## Remove what was built (not .tollgate, the local data)
	$(MVN) clean
