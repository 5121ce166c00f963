package org.stockpot.data.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.stockpot.data.HeapLimit;
import org.stockpot.data.Unreadable;
import org.stockpot.format.tensor.NumberArray;
import org.stockpot.format.torch.PickledDict;

/** A file of CIFAR's images: their numbers, three channels of 32 × 32, and their classes. */
final class CifarBatch {

  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private final Path file;
  private final byte[] bytes;
  private final int start;
  private final int stride;
  private final int[] labels;

  /**
   * Keeps what it gets.
   *
   * @param file where the images are from
   * @param bytes holds the numbers of all images
   * @param start where the first image starts
   * @param stride how far apart images start
   * @param labels a class for each image
   */
  CifarBatch(Path file, byte[] bytes, int start, int stride, int[] labels) {
    this.file = file;
    this.bytes = bytes;
    this.start = start;
    this.stride = stride;
    this.labels = labels;
  }

  /**
   * Reads a file of the binary version: for each image its labels, a byte each, and its numbers.
   *
   * @throws IllegalArgumentException if it has no whole images or a label is none
   * @throws UncheckedIOException if it cannot be read
   */
  static CifarBatch binary(Path file, CifarFormat.Labels kind) {
    byte[] bytes = bytes(file);
    int stride = kind.bytes() + CifarFormat.SIZE;
    int over = bytes.length % stride;
    if (bytes.length == 0 || over > 0) {
      throw new IllegalArgumentException(
          file
              + " must hold whole images of "
              + stride
              + " bytes, got "
              + (bytes.length == 0
                  ? "an empty file"
                  : over + " bytes of the last, image " + bytes.length / stride));
    }
    int[] labels = new int[bytes.length / stride];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = bytes[i * stride + kind.at()] & 0xff;
    }
    return new CifarBatch(file, bytes, kind.bytes(), stride, labels).requireLabels(kind.classes());
  }

  /**
   * Reads a file of the version for Python: a dict with the numbers of an image a row, and a list
   * of labels.
   *
   * @throws IllegalArgumentException if it holds something else, or a label is none
   */
  static CifarBatch pickled(Path file, CifarFormat.Labels kind) {
    PickledDict dict = PickledDict.read(file);
    NumberArray data = dict.array("data");
    List<Integer> shape = data.shape();
    if (data.kind() != NumberArray.Kind.BYTES
        || shape.size() != 2
        || shape.get(1) != CifarFormat.SIZE) {
      throw new IllegalArgumentException(
          file + ": data must be bytes of shape [images, " + CifarFormat.SIZE + "], got " + data);
    }
    int[] labels = dict.numbers(kind.key());
    if (labels.length != shape.get(0)) {
      throw new IllegalArgumentException(
          file
              + " must hold as many "
              + kind.key()
              + " as images, got "
              + labels.length
              + " and "
              + shape.get(0));
    }
    return new CifarBatch(file, data.bytes(), 0, CifarFormat.SIZE, labels)
        .requireLabels(kind.classes());
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IllegalArgumentException(
            file + " must hold at most 2^31 bytes, got " + Files.size(file));
      }
      HeapLimit.require(file.toString(), Files.size(file) / CifarFormat.SIZE, CifarFormat.SIZE);
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Unreadable.of(file, e);
    }
  }

  private CifarBatch requireLabels(int classes) {
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            at(i) + " must lie in 0 to " + (classes - 1) + ", got " + labels[i]);
      }
    }
    return this;
  }

  private String at(int image) {
    return file + ": the label of image " + image;
  }

  private int pixel(int image, int index) {
    return bytes[start + image * stride + index] & 0xff;
  }

  /** Returns the images of several files, one after another. */
  static Images join(List<CifarBatch> batches) {
    int count = batches.stream().mapToInt(batch -> batch.labels.length).sum();
    CifarBatch[] batch = new CifarBatch[count];
    int[] place = new int[count];
    int[] labels = new int[count];
    int next = 0;
    for (CifarBatch one : batches) {
      for (int i = 0; i < one.labels.length; i++, next++) {
        batch[next] = one;
        place[next] = i;
        labels[next] = one.labels[i];
      }
    }
    return new Images(
        CifarFormat.SHAPE,
        (image, index) -> batch[image].pixel(place[image], index),
        labels,
        image -> batch[image].at(place[image]));
  }
}
