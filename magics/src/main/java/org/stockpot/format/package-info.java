/**
 * Checkpoint files: safetensors, npz and PyTorch's state dicts, read and averaged as streams, so
 * that memory does not grow with a file or with the number of files.
 *
 * <p>Sees {@code weights} and {@code text}. A file is never believed: whatever is wrong with it,
 * one {@link org.stockpot.format.tensor.FormatException} of one line says so; nothing in it is
 * executed, and nothing is allocated because it claims to be large. Names inside a file are keys,
 * never paths.
 */
package org.stockpot.format;
