package org.stockpot.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.DataSource;
import org.stockpot.data.ImageSize;
import org.stockpot.data.LabelKind;
import org.stockpot.data.SourceForm;
import org.stockpot.data.Split;
import org.stockpot.data.image.CifarData;
import org.stockpot.data.image.Digits;
import org.stockpot.data.image.IdxData;
import org.stockpot.data.image.Mnist;

final class DataSourcesTest {

  private final DataSources sources = DataSources.standard();

  @Test
  void namesLoadWithTheirOwnSplits() {
    DataSource digits = sources.named("digits");
    assertEquals(Digits.load().digest(), digits.load(digits.split()).digest());
    DataSource mnist = sources.named("mnist-10k");
    assertEquals(8000, mnist.load(mnist.split()).training().count());
    assertEquals(Mnist.SPLIT, sources.named("mnist:somewhere").split());
  }

  @Test
  void tablesAreFilesWithALabel(@TempDir Path dir) throws IOException {
    String rows =
        IntStream.range(0, 20).mapToObj(i -> i + "," + i % 2).collect(Collectors.joining("\n"));
    Path file = Files.writeString(dir.resolve("t.csv"), "x,y\n" + rows);
    DataSource table = sources.named(file.toString(), "y", LabelKind.AUTO);
    assertEquals(2, table.load(table.split()).targets().outputs());
    refused(
        "label must name a column, got none (columns: x, y)",
        () -> sources.named(file.toString()).load(Split.defaults()));
  }

  @Test
  void moreSourcesCanBeAdded() {
    DataSource toy = new DataSource("toy", "a toy", Split.defaults(), Digits::load);
    assertEquals(toy, sources.with(List.of(toy)).named("toy"));
    assertEquals(3, sources.with(List.of(toy)).all().size());
  }

  /** What adding a source takes: a form, and its line in the list. */
  @Test
  void aNewFormIsInHelpMessagesAndNames() {
    SourceForm form =
        SourceForm.ofDirectory(
            "toys:", (text, rest, said) -> new DataSource(text, rest, Mnist.SPLIT, Digits::load));
    DataSources more = new DataSources(sources.all(), List.of(form), Optional.empty());
    assertTrue(more.forms().contains("toys:DIR"), more.forms().toString());
    assertEquals("here", more.named("toys:here").about());
    assertEquals(Mnist.SPLIT, more.named("toys:here").split());
    refused(
        "toys: must be followed by a directory, such as toys:data, got nothing",
        () -> more.named("toys:"));
    Exception e = assertThrows(IllegalArgumentException.class, () -> more.named("toy:x"));
    assertTrue(e.getMessage().contains(", toys:DIR, "), e.getMessage());
    refused(
        "label is for tables, got toys:x, which has labels of its own",
        () -> more.named("toys:x", "y", LabelKind.AUTO));
  }

  @Test
  void theReadmeNamesAllForms() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    sources.forms().stream()
        .map(form -> form.replaceFirst("^FILE(?!\\.csv)", ""))
        .forEach(form -> assertTrue(readme.contains('`' + form + '`'), form));
  }

  @Test
  void unknownNamesListTheKnownOnes() {
    refused(
        "no data named digit, did you mean digits? (known: digits, mnist-10k, mnist:DIR, idx:DIR,"
            + " cifar10:DIR, cifar100:DIR, images:DIR, npz:FILE, modular:P, FILE.csv, FILE.tsv, FILE.txt,"
            + " FILE.tab, FILE.psv, FILE.dat, FILE.data)",
        () -> sources.named("digit"));
    Exception e = assertThrows(IllegalArgumentException.class, () -> sources.named("cats"));
    assertTrue(e.getMessage().startsWith("no data named cats (known: "), e.getMessage());
  }

  @Test
  void directoriesAreNeeded() {
    refused(
        "mnist: must be followed by a directory, such as mnist:data, got nothing",
        () -> sources.named("mnist:"));
    Path none = Path.of("no", "such", "directory");
    assertThrows(
        IllegalArgumentException.class, () -> sources.named("idx:" + none).load(IdxData.SPLIT));
    refused(
        none
            + " must be a directory with the files train-images-idx3-ubyte,"
            + " train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, got no"
            + " directory",
        () -> sources.named("mnist:" + none).load(Mnist.SPLIT));
  }

  @Test
  void theSplitIsThatOfWhatAPathHolds(@TempDir Path dir) throws IOException {
    assertEquals(Split.defaults(), sources.named("images:" + dir).split());
    Files.createDirectories(dir.resolve("train"));
    Files.createDirectories(dir.resolve("test"));
    assertEquals(0, sources.named("images:" + dir).split().test());
    assertEquals(CifarData.SPLIT, sources.named("cifar10:" + dir).split());
    assertEquals(CifarData.SPLIT, sources.named("cifar100:" + dir).split());
    assertEquals(Split.defaults(), sources.named("npz:" + dir.resolve("no.npz")).split());
    refused(
        "npz: must be followed by a file, such as npz:data.npz, got nothing",
        () -> sources.named("npz:"));
    refused(
        "label is for tables, got npz:a.npz, which has labels of its own",
        () -> sources.named("npz:a.npz", "y", LabelKind.AUTO));
  }

  @Test
  void aSizeIsForImagesOnly() {
    DataSources scaled = sources.withImageSize(ImageSize.parse("8"));
    assertEquals("images:x", scaled.named("images:x").name());
    refused("size is for images:DIR, got digits", () -> scaled.named("digits"));
  }

  @Test
  void theTildeIsTheHomeDirectory() {
    DataSource source = sources.named("mnist:~/data");
    assertEquals("MNIST in " + Path.of(System.getProperty("user.home"), "data"), source.about());
  }

  @Test
  void labelsAreForTablesOnly() {
    refused(
        "label is for tables, got digits, which has labels of its own",
        () -> sources.named("digits", "y", LabelKind.AUTO));
    refused(
        "label is for tables, got digits, which has labels of its own",
        () -> sources.named("digits", "", LabelKind.CLASSES));
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
