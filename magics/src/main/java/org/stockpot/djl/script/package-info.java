/**
 * What the archive of a TorchScript module says: its tensors by name, and what its code does with
 * them. Reads and rewrites files; runs nothing and knows no engine.
 */
package org.stockpot.djl.script;
