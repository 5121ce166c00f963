package org.stockpot.format.file;

import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.NumberArray;
import org.stockpot.format.tensor.ZipDirectory;

/**
 * The arrays of numbers in a file of NumPy's {@code savez}. Only those that are asked for are
 * looked at; arrays of texts or objects beside them do no harm.
 *
 * @param file where it lies
 * @param names the arrays' names, in the file's order
 */
public record NpzFile(Path file, List<String> names) {

  /** Keeps the names. */
  public NpzFile {
    names = List.copyOf(names);
  }

  /**
   * Opens a file.
   *
   * @param file an npz file
   * @return what it holds
   * @throws FormatException if it is none or cannot be read
   */
  public static NpzFile npz(Path file) {
    return Disk.read(
        file,
        () -> {
          ZipDirectory.requireHonest(file);
          try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> names =
                zip.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(Npz.ENDING))
                    .map(name -> name.substring(0, name.length() - Npz.ENDING.length()))
                    .toList();
            if (names.isEmpty()) {
              throw new FormatException(
                  "it must hold arrays, as numpy.savez writes them, got none");
            }
            return new NpzFile(file, names);
          } catch (ZipException e) {
            throw new FormatException(
                "it must be an npz file, which is a zip of arrays, got a damaged or another one: "
                    + e.getMessage(),
                e);
          }
        });
  }

  /**
   * Returns an array.
   *
   * @param name its name
   * @return the array, nothing but its header read yet
   * @throws FormatException if there is none of that name, or it holds no plain numbers
   */
  public NumberArray array(String name) {
    return Disk.read(
        file,
        () -> {
          try (ZipFile zip = new ZipFile(file.toFile())) {
            return new NumberArray(file, Npz.tensor(file, zip, name));
          }
        });
  }
}
