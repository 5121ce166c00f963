package org.stockpot.magic.soup;

import org.stockpot.task.option.Help;

/**
 * What single recipes need.
 *
 * @param samples positions on the line
 * @param to the file that takes the mean of files
 * @param entry which dict of tensors of the files
 */
record RecipeOptions(
    @Help("for interpolate: positions, both ends among them") int samples,
    @Help("for files: the file to write, .safetensors, .npz or .pt") String to,
    @Help("for files: which dict of tensors of each, such as model or ema") String entry) {}
