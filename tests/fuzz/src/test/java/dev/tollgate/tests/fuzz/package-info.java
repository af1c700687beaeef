/**
 * Arbitrary bytes, documents, profiles and requests against what must hold of any. All chance comes from {@link
 * dev.tollgate.tests.fuzz.Choices}: a seed, or the bytes of a fuzzer that watches which branches they lead to.
 */
package dev.tollgate.tests.fuzz;
