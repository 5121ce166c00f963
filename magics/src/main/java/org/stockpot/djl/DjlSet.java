package org.stockpot.djl;

import ai.djl.basicdataset.cv.classification.Cifar10;
import ai.djl.basicdataset.cv.classification.FashionMnist;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.Repository;
import ai.djl.training.dataset.Dataset.Usage;
import ai.djl.training.dataset.RandomAccessDataset;
import java.io.UncheckedIOException;
import java.util.List;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Examples;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.RowDigest;
import org.stockpot.data.Scale;
import org.stockpot.data.Split;
import org.stockpot.data.split.Splitter;

/**
 * An image set of DJL's archive.
 *
 * @param title what the user types
 * @param about what it is
 * @param instead what else to do where there is no network
 * @param split the usual split
 * @param channels the scale of each channel's p / 255
 * @param classes the names of the labels
 * @param opening opens it
 */
record DjlSet(
    String title,
    String about,
    String instead,
    Split split,
    List<Scale> channels,
    List<String> classes,
    Opening opening) {

  static final DjlSet MNIST =
      new DjlSet(
          "djl:mnist",
          "MNIST, 70,000 handwritten digits of 28 x 28 pixels",
          "read its files with mnist:DIR",
          org.stockpot.data.image.Mnist.SPLIT,
          List.of(org.stockpot.data.image.Mnist.SCALE),
          List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
          (usage, archive, manager) ->
              Mnist.builder()
                  .optUsage(usage)
                  .optRepository(archive)
                  .optManager(manager)
                  .setSampling(1, false)
                  .build());

  static final DjlSet FASHION_MNIST =
      new DjlSet(
          "djl:fashion-mnist",
          "Fashion-MNIST, 70,000 articles of clothing, 28 x 28 pixels",
          "read its files with idx:DIR",
          org.stockpot.data.image.Mnist.SPLIT,
          List.of(new Scale(0.2860, 0.3530)),
          List.of(
              "T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot"
                  .split(",")),
          (usage, archive, manager) ->
              FashionMnist.builder()
                  .optUsage(usage)
                  .optRepository(archive)
                  .optManager(manager)
                  .setSampling(1, false)
                  .build());

  static final DjlSet CIFAR10 =
      new DjlSet(
          "djl:cifar10",
          "CIFAR-10, 60,000 photographs of 3 x 32 x 32 pixels",
          "copy that directory from a machine that has it",
          new Split(0.1, 0, 0),
          List.of(new Scale(0.4914, 0.2470), new Scale(0.4822, 0.2435), new Scale(0.4465, 0.2616)),
          List.of("airplane,automobile,bird,cat,deer,dog,frog,horse,ship,truck".split(",")),
          (usage, archive, manager) ->
              Cifar10.builder()
                  .optUsage(usage)
                  .optRepository(archive)
                  .optManager(manager)
                  .setSampling(1, false)
                  .build());

  private static final double WHITE = 255;

  /** Opens the training or the test examples. */
  @FunctionalInterface
  interface Opening {
    RandomAccessDataset open(Usage usage, Repository archive, NDManager manager);
  }

  DataSource source() {
    return new DataSource(title, about, split, s -> load(s, DjlArchive.standard()));
  }

  Data load(Split how, DjlArchive archive) {
    DjlRows training = read(Usage.TRAIN, archive);
    DatasetInfo card =
        DatasetInfo.of(title, about + ", from " + archive.getBaseUri(), training.shape())
            .withPreprocessing(new Preprocessing.Pixels(WHITE, channels))
            .withNote("pixels p / 255, of each channel less its mean and over its sd: " + scales());
    Examples known = training.drain(true, pixels());
    Examples test = read(Usage.TEST, archive).drain(true, pixels());
    return Data.of(card, classes, Splitter.split(known, test, how));
  }

  private DjlRows read(Usage usage, DjlArchive archive) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return DjlRows.read(opening.open(usage, archive, manager));
    } catch (UncheckedIOException e) {
      throw new UncheckedIOException(
          title
              + " must be in "
              + archive.place()
              + " or come from "
              + archive.getBaseUri()
              + ", got "
              + e.getCause()
              + "; connect once, or "
              + instead,
          e.getCause());
    }
  }

  private String scales() {
    return String.join(
        ", ", channels.stream().map(scale -> scale.mean() + " and " + scale.sd()).toList());
  }

  private DjlRows.Pixels pixels() {
    return new DjlRows.Pixels() {
      @Override
      public void scale(float[] image) {
        DjlSet.this.scale(image);
      }

      /** Whole pixels, as files of the same images have them. */
      @Override
      public RowDigest read(float[] image) {
        RowDigest row = new RowDigest();
        for (float pixel : image) {
          row.number((int) Math.round(pixel * WHITE));
        }
        return row;
      }
    };
  }

  /** Pixels come as p / 255 in floats; the rounding makes p whole again, and the bits MNIST's. */
  private void scale(float[] image) {
    int pixels = image.length / channels.size();
    for (int i = 0; i < image.length; i++) {
      double pixel = Math.round(image[i] * WHITE) / WHITE;
      image[i] = (float) channels.get(i / pixels).apply(pixel);
    }
  }
}
