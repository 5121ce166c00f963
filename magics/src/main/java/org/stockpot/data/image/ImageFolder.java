package org.stockpot.data.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.stockpot.data.Unreadable;

/**
 * A folder of folders of images, one for each class.
 *
 * @param root the folder
 * @param classes the names of the class folders, in order
 * @param files the images, class by class, each in the order of their paths
 * @param labels the class of each
 * @param left files that are no images
 */
record ImageFolder(
    Path root, List<String> classes, List<Path> files, List<Integer> labels, List<Path> left) {

  private static final Set<String> READ = Set.of("png", "jpg", "jpeg", "jpe", "jfif");
  private static final Set<String> OTHER =
      Set.of("bmp", "gif", "webp", "tif", "tiff", "ppm", "pgm", "pbm", "heic", "avif", "jp2");
  private static final Set<String> SYSTEM = Set.of("thumbs.db", "desktop.ini");

  /**
   * Lists a folder.
   *
   * @throws IllegalArgumentException if there are no class folders, one has no image, or there is
   *     an image of a format that is not read
   * @throws UncheckedIOException if it cannot be listed
   */
  static ImageFolder of(Path root) {
    List<Path> folders = folders(root);
    if (folders.isEmpty()) {
      throw new IllegalArgumentException(
          root + " must hold a folder of images for each class, got no folders");
    }
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<Path> left = new ArrayList<>();
    for (int label = 0; label < folders.size(); label++) {
      int before = files.size();
      for (Path file : files(folders.get(label))) {
        if (isImage(file)) {
          files.add(file);
          labels.add(label);
        } else {
          left.add(file);
        }
      }
      if (files.size() == before) {
        throw new IllegalArgumentException(
            "class folder " + folders.get(label) + " must hold PNG or JPEG images, got none");
      }
    }
    return new ImageFolder(
        root,
        folders.stream().map(folder -> folder.getFileName().toString()).toList(),
        files,
        labels,
        left);
  }

  /** Returns the folders in a folder, in the order of their names, but for hidden ones. */
  static List<Path> folders(Path root) {
    try (Stream<Path> listed = Files.list(root)) {
      return listed
          .filter(path -> Files.isDirectory(path) && !isHidden(path))
          .sorted(Comparator.comparing(path -> path.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw Unreadable.of(root, e);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> walked = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return walked
          .filter(path -> Files.isRegularFile(path) && !isHidden(path))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw Unreadable.of(folder, e);
    }
  }

  private static boolean isHidden(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.startsWith(".") || SYSTEM.contains(name);
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    if (OTHER.contains(ending)) {
      throw new IllegalArgumentException(file + " must be PNG or JPEG, got ." + ending);
    }
    return READ.contains(ending);
  }
}
