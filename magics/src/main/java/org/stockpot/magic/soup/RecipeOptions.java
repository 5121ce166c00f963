package org.stockpot.magic.soup;

import org.stockpot.task.option.Help;

/**
 * What single recipes need.
 *
 * @param samples positions on the line
 * @param to the file that takes what is made of files
 * @param entry which dict of tensors of the files
 * @param method how files are merged
 * @param recipe a file that says so
 * @param writeRecipe a file that shall say so
 */
record RecipeOptions(
    @Help("for interpolate: positions, both ends among them") int samples,
    @Help("for files: the file to write, .safetensors, .npz or .pt") String to,
    @Help("for files: which dict of tensors of each, such as model or ema") String entry,
    @Help("for files: the merge method, such as ties; linear is the mean") String method,
    @Help("for files: a mergekit recipe (YAML) to read, in place of files and options")
        String recipe,
    @Help("for files: a file that takes the merge as a mergekit recipe (YAML)")
        String writeRecipe) {

  static RecipeOptions defaults() {
    return new RecipeOptions(11, "", "", "linear", "", "");
  }
}
