package org.stockpot.benchmark;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.djl.Models;

/** The same training with DJL's own loop: ArrayDataset, EasyTrain.trainBatch, Trainer.step. */
final class StockLoop {

  private static final int BATCH = 60;

  private final Data data;
  private final String model;
  private final int steps;

  StockLoop(Data data, String model, int steps) {
    this.data = data;
    this.model = model;
    this.steps = steps;
  }

  void run(Timings timings) {
    try (Model stock = Model.newInstance("stock", Device.cpu(), "PyTorch")) {
      stock.setBlock(Models.named(model, data.shape(), 10));
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
              .optDevices(new Device[] {Device.cpu()})
              .optOptimizer(
                  Optimizer.adam().optLearningRateTracker(Tracker.fixed(1.2e-3f)).build());
      try (Trainer trainer = stock.newTrainer(config)) {
        trainer.initialize(shape(BATCH));
        NDArray inputs = inputs(trainer, data.training());
        NDArray labels = trainer.getManager().create(data.training().labels());
        ArrayDataset set =
            new ArrayDataset.Builder()
                .setData(inputs)
                .optLabels(labels)
                .setSampling(BATCH, true, true)
                .build();
        long began = System.nanoTime();
        train(trainer, set);
        double accuracy = accuracy(trainer);
        timings.add((System.nanoTime() - began) / 1e9, accuracy);
      }
    } catch (IOException | TranslateException e) {
      throw new IllegalStateException(e);
    }
  }

  private void train(Trainer trainer, ArrayDataset set) throws IOException, TranslateException {
    int step = 0;
    for (Batch batch : trainer.iterateDataset(set)) {
      EasyTrain.trainBatch(trainer, batch);
      trainer.step();
      batch.close();
      if (++step == steps) {
        return;
      }
    }
  }

  private double accuracy(Trainer trainer) {
    Examples test = data.test();
    try (NDArray outputs = trainer.evaluate(new NDList(inputs(trainer, test))).get(0)) {
      long[] best = outputs.argMax(1).toLongArray();
      int right = 0;
      for (int i = 0; i < best.length; i++) {
        right += best[i] == test.label(i) ? 1 : 0;
      }
      return (double) right / best.length;
    }
  }

  private NDArray inputs(Trainer trainer, Examples examples) {
    NDArray all = trainer.getManager().create(shape(examples.count()), DataType.FLOAT32);
    all.set(examples.inputs());
    return all;
  }

  private Shape shape(int count) {
    return new Shape(count).addAll(new Shape(data.shape().stream().mapToLong(d -> d).toArray()));
  }
}
