/** Protocol buffers, read field by field. */
package dev.markhor.formats.proto;
