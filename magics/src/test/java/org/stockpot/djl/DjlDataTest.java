package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.util.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Split;
import org.stockpot.data.Targets;

final class DjlDataTest {

  private static final int COUNT = 600;
  private static final Split SPLIT = new Split(0.1, 0.2, 0);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void closeArrays() {
    manager.close();
  }

  @Test
  void wholeNumbersAreClassesAndRowsKeepTheirLabels() {
    for (DataType type : new DataType[] {DataType.INT32, DataType.INT64, DataType.UINT8}) {
      NDArray x = manager.arange(2f * COUNT).reshape(COUNT, 2);
      Data data = DjlData.of(set(x, labels(3).toType(type, true)), SPLIT);
      assertEquals(
          "ArrayDataset [2], 3 classes, 420 training, 60 validation, 120 test", data.toString());
      for (int i = 0; i < data.training().count(); i++) {
        int row = (int) data.training().input(i, 0) / 2;
        assertEquals(2 * row + 1, data.training().input(i, 1));
        assertEquals(row % 3, data.training().label(i));
      }
    }
  }

  /** Seconds since 1970 lie 128 apart as float32. */
  @Test
  void wideNumbersThatRoundingWouldJoinAreRefused() {
    for (DataType type : new DataType[] {DataType.FLOAT64, DataType.INT64}) {
      NDArray x = manager.arange(0, COUNT, 1, type).reshape(COUNT, 1);
      DjlData.of(set(x, labels(3)), SPLIT);
      ArrayDataset times = set(x.add(1_700_000_000), labels(3));
      String message =
          assertThrows(IllegalArgumentException.class, () -> DjlData.of(times, SPLIT)).getMessage();
      assertTrue(message.startsWith("input 0 must keep its numbers apart as float32"), message);
    }
  }

  @Test
  void floatsThatNumberClassesAreClassesUnlessToldOtherwise() {
    NDArray x = manager.arange((float) COUNT).reshape(COUNT, 1);
    ArrayDataset set = set(x, labels(4).toType(DataType.FLOAT32, true));
    assertEquals(List.of("0", "1", "2", "3"), DjlData.of(set, SPLIT).targets().names());
    Data numbers = DjlData.of(set, LabelKind.REGRESSION, SPLIT);
    assertEquals(List.of("y"), numbers.targets().names());
    assertEquals(List.of("y"), DjlData.of(set(x, x.div(3)), SPLIT).targets().names());
    Data both = DjlData.of(set, set, LabelKind.REGRESSION, SPLIT.withTest(0));
    assertEquals(COUNT, both.test().targets().length);
  }

  @Test
  void otherFloatsAreNumbersInTheirUnits() {
    NDArray x = manager.arange((float) COUNT).reshape(COUNT, 1);
    NDArray y = x.mul(0.5).concat(x.add(7), 1);
    Data data = DjlData.of(set(x, y), SPLIT);
    Targets.Numbers numbers = (Targets.Numbers) data.targets();
    assertEquals(List.of("y0", "y1"), numbers.names());
    Examples test = data.test();
    for (int i = 0; i < test.count(); i++) {
      assertEquals(test.input(i, 0) / 2, numbers.inUnits(0, test.target(i, 0)), 1e-3);
      assertEquals(test.input(i, 0) + 7, numbers.inUnits(1, test.target(i, 1)), 1e-3);
    }
  }

  @Test
  void imagesComeThroughTheirPipelineWithChannelsFirst() {
    NDArray x = manager.arange(2f * 3 * 4 * COUNT).reshape(COUNT, 3, 4, 2).mod(256);
    ArrayDataset set =
        new ArrayDataset.Builder()
            .setData(x)
            .optLabels(labels(2))
            .addTransform(new ToTensor())
            .setSampling(7, true)
            .build();
    Data data = DjlData.of(set, SPLIT);
    assertEquals(List.of(2, 3, 4), data.shape());
    assertEquals(List.of(), data.notes());
    float first = data.training().input(0, 0) * 255;
    assertEquals((first + 1) % 256 / 255, data.training().input(0, 12), 1e-6);
    assertEquals((first + 2) % 256 / 255, data.training().input(0, 1), 1e-6);
  }

  @Test
  void channelsThatComeLastAreNoted() {
    NDArray x = manager.ones(new Shape(COUNT, 5, 4, 3));
    assertEquals(
        List.of("shape [5, 4, 3] looks like channels last; add ToTensor to the pipeline"),
        DjlData.of(set(x, labels(2)), SPLIT).notes());
  }

  @Test
  void aLoneNumberIsAVectorOfOne() {
    Data data = DjlData.of(set(manager.arange((float) COUNT), labels(2)), SPLIT);
    assertEquals(List.of(1), data.shape());
  }

  @Test
  void aTestSetOfItsOwnKeepsItsOrder() {
    NDArray x = manager.arange((float) COUNT).reshape(COUNT, 1);
    NDArray more = manager.create(new float[] {5, 9, 1}).reshape(3, 1);
    NDArray y = manager.create(new int[] {2, 0, 1});
    Data data = DjlData.of(set(x, labels(3)), set(more, y), SPLIT.withTest(0));
    assertEquals(60, data.validation().count());
    assertArrayEquals(new float[] {5, 9, 1}, data.test().inputs());
    assertArrayEquals(new int[] {2, 0, 1}, data.test().labels());
  }

  @Test
  void theDataSetStaysAsItWas() throws Exception {
    NDArray x = manager.arange((float) COUNT).reshape(COUNT, 1);
    NDArray y = labels(2);
    ArrayDataset set =
        new ArrayDataset.Builder().setData(x).optLabels(y).setSampling(50, false).build();
    int[] before =
        manager.getManagedArrays().stream().mapToInt(a -> (int) a.size()).sorted().toArray();
    assertEquals(DjlData.of(set, SPLIT).digest(), DjlData.of(set, SPLIT).digest());
    int[] after =
        manager.getManagedArrays().stream().mapToInt(a -> (int) a.size()).sorted().toArray();
    assertArrayEquals(before, after);
    float[] read = new float[0];
    for (Batch batch : set.getData(manager)) {
      float[] values = batch.getData().head().toFloatArray();
      assertEquals(50, values.length);
      read = Arrays.copyOf(read, read.length + 50);
      System.arraycopy(values, 0, read, read.length - 50, 50);
      batch.close();
    }
    assertArrayEquals(x.toFloatArray(), read);
  }

  @Test
  void dataSetsOfAnotherKindAreRefused() {
    NDArray x = manager.ones(new Shape(COUNT, 1));
    refused(
        "a DJL data set must give one input array per example, got 2",
        () -> DjlData.of(build(new ArrayDataset.Builder().setData(x, x).optLabels(x)), SPLIT));
    refused(
        "a DJL data set must give one label array per example, got 0",
        () -> DjlData.of(build(new ArrayDataset.Builder().setData(x)), SPLIT));
    refused(
        "the label of example 0 must be one whole number from 0 to 599, got -1.0",
        () -> DjlData.of(set(x, labels(1).sub(1)), SPLIT));
    refused(
        "the label of example 0 must be one whole number from 0 to 599, got 2 numbers",
        () -> DjlData.of(set(x, x.concat(x, 1)), LabelKind.CLASSES, SPLIT));
    refused(
        "input 0 of example 0 must be finite, got NaN",
        () -> DjlData.of(set(x.mul(Float.NaN), labels(2)), SPLIT));
    refused("classes must be at least 2, got only [0]", () -> DjlData.of(set(x, labels(1)), SPLIT));
  }

  @Test
  void dataSetsThatFailSayWhy() {
    RuntimeException e =
        assertThrows(UncheckedIOException.class, () -> DjlData.of(new Odd(9, true), SPLIT));
    assertEquals("cannot read the DJL data set: disk 9 is full", e.getMessage());
    refused(
        "a DJL data set must have examples, got none", () -> DjlData.of(new Odd(0, false), SPLIT));
    refused(
        "examples of a DJL data set must have one shape, got (2) after (1)",
        () -> DjlData.of(new Odd(300, false), SPLIT));
  }

  /** Fails on reading, or gives wider examples from the 257th on. */
  private static final class Odd extends RandomAccessDataset {
    private final int count;
    private final boolean fails;

    Odd(int count, boolean fails) {
      super(new ArrayDataset.Builder().setSampling(1, false));
      this.count = count;
      this.fails = fails;
    }

    @Override
    public Record get(NDManager arrays, long index) throws IOException {
      if (fails) {
        throw new IOException("disk " + count + " is full");
      }
      NDArray x = arrays.ones(new Shape(index < 256 ? 1 : 2));
      return new Record(new NDList(x), new NDList(arrays.create(index)));
    }

    @Override
    protected long availableSize() {
      return count;
    }

    @Override
    public void prepare(Progress progress) {}
  }

  @Test
  void anInterruptStopsTheReading() {
    NDArray x = manager.ones(new Shape(COUNT, 1));
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> DjlData.of(set(x, labels(2)), SPLIT));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  private NDArray labels(int classes) {
    return manager.create(IntStream.range(0, COUNT).map(i -> i % classes).toArray());
  }

  private static ArrayDataset set(NDArray x, NDArray y) {
    return build(new ArrayDataset.Builder().setData(x).optLabels(y));
  }

  private static ArrayDataset build(ArrayDataset.Builder builder) {
    return builder.setSampling(32, true).build();
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
