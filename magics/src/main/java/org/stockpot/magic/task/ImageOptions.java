package org.stockpot.magic.task;

import org.stockpot.task.option.Help;

/**
 * How images are read.
 *
 * @param size the size of each, or blank for that of the files
 */
record ImageOptions(
    @Help("for images:DIR: scale each image to HEIGHTxWIDTH, such as 32x32") String size) {}
