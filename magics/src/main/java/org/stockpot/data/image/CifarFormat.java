package org.stockpot.data.image;

import java.util.List;
import java.util.stream.Stream;
import org.stockpot.data.Scale;

/**
 * What is published of CIFAR-10 or CIFAR-100. Each has 50,000 training and 10,000 test images.
 *
 * @param name what data is called
 * @param title the set's own name
 * @param folders where its archives put the files
 * @param batches the files of training images, without endings
 * @param testBatch the file of test images, without its ending
 * @param labels what stands beside an image
 * @param names where the names of the classes stand
 * @param scales mean and standard deviation of p / 255 over the training images, for each channel
 */
record CifarFormat(
    String name,
    String title,
    List<String> folders,
    List<String> batches,
    String testBatch,
    Labels labels,
    ClassNames names,
    List<Scale> scales) {

  /**
   * An image's labels.
   *
   * @param bytes how many bytes the binary version puts before an image
   * @param at which of them is the class
   * @param key what the Python version calls it
   * @param classes how many classes there are
   */
  record Labels(int bytes, int at, String key, int classes) {}

  /**
   * The file with the names of the classes.
   *
   * @param text the binary version's, a line for each
   * @param pickle the Python version's
   * @param key what that calls them
   */
  record ClassNames(String text, String pickle, String key) {}

  static final CifarFormat CIFAR10 =
      new CifarFormat(
          "cifar10",
          "CIFAR-10",
          List.of("cifar-10-batches-bin", "cifar-10-batches-py"),
          List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5"),
          "test_batch",
          new Labels(1, 0, "labels", 10),
          new ClassNames("batches.meta.txt", "batches.meta", "label_names"),
          List.of(new Scale(0.4914, 0.2470), new Scale(0.4822, 0.2435), new Scale(0.4465, 0.2616)));

  static final CifarFormat CIFAR100 =
      new CifarFormat(
          "cifar100",
          "CIFAR-100",
          List.of("cifar-100-binary", "cifar-100-python"),
          List.of("train"),
          "test",
          new Labels(2, 1, "fine_labels", 100),
          new ClassNames("fine_label_names.txt", "meta", "fine_label_names"),
          List.of(new Scale(0.5071, 0.2673), new Scale(0.4865, 0.2564), new Scale(0.4409, 0.2762)));

  static final List<Integer> SHAPE = List.of(3, 32, 32);
  static final int SIZE = 3 * 32 * 32;
  static final int TRAINING = 50_000;
  static final int TEST = 10_000;

  /** Returns the names of all files of images, with an ending. */
  List<String> files(String ending) {
    return Stream.concat(batches.stream(), Stream.of(testBatch)).map(n -> n + ending).toList();
  }
}
