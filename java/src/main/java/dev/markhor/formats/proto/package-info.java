/** Protocol buffers, read and written field by field. */
package dev.markhor.formats.proto;
