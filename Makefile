SHELL := /bin/bash
.DEFAULT_GOAL := help

# JAVA_HOME if it is JDK 25 or newer, else the newest such JDK found where JDKs are usually installed.
JAVA_HOME := $(shell ./infra/find-jdk)
export JAVA_HOME
ifeq ($(JAVA_HOME),)
$(error Tollgate needs a JDK 25 or newer. Install one (Debian/Ubuntu: apt-get install temurin-25-jdk or openjdk-25-jdk; macOS: brew install openjdk@25), or point JAVA_HOME to it)
endif

MVN := mvn -B -ntp -q

.PHONY: help
help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

.PHONY: build
build: ## Build every package, without tests
	$(MVN) package -DskipTests

.PHONY: test
test: ## Build and test everything
	$(MVN) verify

.PHONY: clean
clean: ## Remove what was built (not .tollgate, the local data)
	$(MVN) clean
