/** Proof that a model came over intact: golden values, found beside models and compared with what the models compute here. */
package dev.markhor.verify;
