package org.stockpot.djl.derivative;

import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtSymbolBlock;
import java.util.Optional;
import org.stockpot.dense.DenseNetwork;
import org.stockpot.dense.OutputKind;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.network.NetworkPool;
import org.stockpot.djl.script.EvaluationMode;
import org.stockpot.weights.Point;

/**
 * A model whose derivatives are asked for.
 *
 * @param networks who runs passes
 * @param binding which parameter is which slot
 * @param kind what its outputs for classes are
 * @param block the model
 * @param script the model, if it is a TorchScript module
 * @param layers its layers, if it is a network of dense ones with ReLU between them
 */
public record DerivedModel(
    NetworkPool networks,
    Binding binding,
    OutputKind kind,
    Block block,
    Optional<PtSymbolBlock> script,
    Optional<DenseNetwork> layers) {

  /** Does something with a network that is at a point, in evaluation mode. */
  <T> T with(Point at, NetworkPool.Shared<T> work) {
    binding.layout().requireSame(at.layout());
    binding.requireVariances(at);
    return networks.shared(
        (network, threads) -> {
          network.set(at.values());
          script.ifPresent(EvaluationMode::hold);
          try {
            return work.with(network, threads);
          } finally {
            script.ifPresent(EvaluationMode::release);
          }
        });
  }
}
