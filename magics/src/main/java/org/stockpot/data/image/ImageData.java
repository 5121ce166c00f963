package org.stockpot.data.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.HeapLimit;
import org.stockpot.data.ImageSize;
import org.stockpot.data.MessageText;
import org.stockpot.data.SourceForm;
import org.stockpot.data.Split;
import org.stockpot.task.work.Interrupts;

/**
 * Images in folders, one for each class: {@code DIR/cat/1.png}. Folders {@code train} and {@code
 * test}, and perhaps {@code val}, with such folders in them are parts of their own.
 *
 * <p>Files are PNG or JPEG, of 8 bits a channel and one size. If all are grey there is one channel,
 * else three, in which grey images have the same. The pixels p / 255 of each channel are
 * standardised by mean and standard deviation over the training images.
 */
public final class ImageData {

  private enum Part {
    TRAINING,
    VALIDATION,
    TEST
  }

  private static final Map<String, Part> PARTS =
      Map.of(
          "train", Part.TRAINING,
          "training", Part.TRAINING,
          "val", Part.VALIDATION,
          "valid", Part.VALIDATION,
          "validation", Part.VALIDATION,
          "test", Part.TEST,
          "testing", Part.TEST);

  private final Path root;
  private final Optional<ImageSize> scaledTo;
  private final Map<Part, ImageFolder> folders = new EnumMap<>(Part.class);

  private ImageData(Path root, Optional<ImageSize> scaledTo) {
    this.root = root;
    this.scaledTo = scaledTo;
  }

  /**
   * Returns the form {@code images:DIR}.
   *
   * @return the form
   */
  public static SourceForm form() {
    return new SourceForm(
        "images:",
        "DIR",
        Set.of(SourceForm.Choice.SIZE),
        (text, rest, said) -> {
          Path path = SourceForm.path(rest);
          Split split = Split.of(hasTest(path));
          return new DataSource(
              text, "folders of images in " + path, split, s -> load(path, said.size(), s));
        });
  }

  /**
   * Returns the data of a directory, under its name.
   *
   * @param root the directory
   * @param size what to scale images to, each pixel the mean of the area that it covers; empty if
   *     they are of one size
   * @param split how to draw the parts that it lacks
   * @return the data
   * @throws IllegalArgumentException if there are no class folders, a file is damaged or of another
   *     size or format, a class of one part is not in the training part, or the split does not suit
   *     it; the message names the file
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static Data load(Path root, Optional<ImageSize> size, Split split) {
    return find(root, size).load(split);
  }

  /** Returns whether a directory comes with a part to test on, or to use for it. */
  static boolean hasTest(Path root) {
    return Files.isDirectory(root) && parts(root).size() > 1;
  }

  private static ImageData find(Path root, Optional<ImageSize> size) {
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException(
          root + " must be a directory with a folder of images for each class, got none");
    }
    ImageData data = new ImageData(root, size);
    Map<Part, Path> parts = parts(root);
    if (parts.isEmpty()) {
      data.folders.put(Part.TRAINING, ImageFolder.of(root));
    }
    parts.forEach((part, folder) -> data.folders.put(part, ImageFolder.of(folder)));
    return data;
  }

  /** Returns the folders of parts, if a directory holds these, one for training, and no others. */
  private static Map<Part, Path> parts(Path root) {
    Map<Part, Path> parts = new EnumMap<>(Part.class);
    List<Path> folders = ImageFolder.folders(root);
    for (Path folder : folders) {
      Part part = PARTS.get(folder.getFileName().toString().toLowerCase(Locale.ROOT));
      if (part != null) {
        parts.put(part, folder);
      }
    }
    boolean only = parts.size() == folders.size() && parts.containsKey(Part.TRAINING);
    return only ? parts : Map.of();
  }

  private Data load(Split split) {
    ImageFolder training = folders.get(Part.TRAINING);
    Map<Part, List<DecodedImage>> decoded = new EnumMap<>(Part.class);
    DecodedImage first = DecodedImage.read(training.files().get(0));
    ImageSize size = scaledTo.orElse(first.size());
    requireRoom(first.channels(), size);
    folders.forEach((part, folder) -> decoded.put(part, decode(folder, size)));
    long grey = all(decoded).filter(image -> image.channels() == 1).count();
    long count = all(decoded).count();
    int channels = grey == count ? 1 : 3;
    requireRoom(channels, size);
    List<Integer> shape = List.of(channels, size.height(), size.width());
    Map<Part, Images> images = new EnumMap<>(Part.class);
    folders.forEach(
        (part, folder) -> images.put(part, images(folder, decoded.get(part), shape, training)));
    Images known = images.get(Part.TRAINING);
    return new ImageParts(
            known,
            Optional.ofNullable(images.get(Part.VALIDATION)),
            Optional.ofNullable(images.get(Part.TEST)),
            ImageParts.WHITE)
        .data(
            info(shape, channels == 3 ? grey : 0),
            training.classes(),
            drawn -> known.channelScales(drawn, ImageParts.WHITE),
            split);
  }

  private void requireRoom(int channels, ImageSize size) {
    long files = folders.values().stream().mapToLong(folder -> folder.files().size()).sum();
    HeapLimit.require(root.toString(), files, (long) channels * size.height() * size.width());
  }

  private static Stream<DecodedImage> all(Map<Part, List<DecodedImage>> decoded) {
    return decoded.values().stream().flatMap(List::stream);
  }

  private List<DecodedImage> decode(ImageFolder folder, ImageSize size) {
    List<DecodedImage> images = new ArrayList<>();
    for (Path file : folder.files()) {
      Interrupts.check();
      DecodedImage image = DecodedImage.read(file);
      if (scaledTo.isEmpty() && !image.size().equals(size)) {
        throw new IllegalArgumentException(
            file
                + " must have the size of the first image, "
                + size
                + ", got "
                + image.size()
                + "; --size "
                + size
                + " scales all to one");
      }
      images.add(image.size().equals(size) ? image : image.scaled(size));
    }
    return images;
  }

  private static Images images(
      ImageFolder folder, List<DecodedImage> decoded, List<Integer> shape, ImageFolder training) {
    List<String> names = folder.classes();
    for (String name : names) {
      if (!training.classes().contains(name)) {
        throw new IllegalArgumentException(
            "class folder "
                + folder.root().resolve(name)
                + " must be that of a training class, got another (classes: "
                + MessageText.names(training.classes())
                + ")");
      }
    }
    int[] labels =
        folder.labels().stream()
            .mapToInt(label -> training.classes().indexOf(names.get(label)))
            .toArray();
    return new Images(
        shape,
        (image, index) -> decoded.get(image).at(index),
        labels,
        image -> folder.files().get(image).toString());
  }

  private DatasetInfo info(List<Integer> shape, long grey) {
    Path name = root.toAbsolutePath().normalize().getFileName();
    DatasetInfo info =
        DatasetInfo.of(name == null ? "images" : name.toString(), "images in " + root, shape)
            .withNote(
                "pixels p / 255, each channel standardised by mean and sd of the training images");
    if (scaledTo.isPresent()) {
      info = info.withNote("scaled to " + scaledTo.get() + ", each pixel the mean of its area");
    }
    if (grey > 0) {
      info =
          info.withNote(
              (grey == 1 ? "1 grey image was" : grey + " grey images were") + " taken as colours");
    }
    List<Path> left = folders.values().stream().flatMap(f -> f.left().stream()).toList();
    if (left.isEmpty()) {
      return info;
    }
    String files =
        left.size() == 1
            ? "1 file that is no image was"
            : left.size() + " files that are no images were";
    return info.withNote(files + " left out, such as " + left.get(0));
  }
}
