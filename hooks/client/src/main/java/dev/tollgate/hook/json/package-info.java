/** As much JSON as a hook needs, on jackson-core's tokens: values, their places in a text, one canonical form. */
package dev.tollgate.hook.json;
