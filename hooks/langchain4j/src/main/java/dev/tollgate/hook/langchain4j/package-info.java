/** Puts Tollgate between a LangChain4j agent and its tools. */
package dev.tollgate.hook.langchain4j;
