package org.stockpot.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A model saved by PyTorch as TorchScript, with its weights.
 *
 * <p>Its parameters can be read and trained from here; its buffers, such as the running statistics
 * of batch normalisation, cannot. A module with buffers therefore runs in evaluation mode
 * throughout, so that its statistics stay those of the file.
 *
 * @param model the loaded model, which owns the block
 * @param buffers the names of the buffers that cannot be reached
 */
record TorchScript(Model model, List<String> buffers) implements AutoCloseable {

  private static final Pattern BUFFERS = Pattern.compile("__buffers__ = \\[([^\\]]*)\\]");
  private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");

  static TorchScript load(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("a TorchScript file must exist, got " + file);
    }
    List<String> buffers = buffers(file);
    Model model = Model.newInstance("torchscript", Device.cpu(), "PyTorch");
    try {
      Path folder = file.toAbsolutePath().getParent();
      model.load(folder, file.getFileName().toString(), Map.of("trainParam", "true"));
      return new TorchScript(model, buffers);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new IllegalArgumentException(
          "a TorchScript file must load, got " + file + ": " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Reads the buffers' names from the module's source, which the archive carries. */
  private static List<String> buffers(Path file) {
    List<String> names = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> e.getName().endsWith(".py")).toList()) {
        byte[] source = zip.getInputStream(entry).readAllBytes();
        Matcher list = BUFFERS.matcher(new String(source, StandardCharsets.UTF_8));
        while (list.find()) {
          NAME.matcher(list.group(1)).results().forEach(m -> names.add(m.group(1)));
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "a TorchScript file must be an archive written by torch.jit.save, got " + file, e);
    }
    return names.stream().distinct().toList();
  }

  Block block() {
    return model.getBlock();
  }

  @Override
  public void close() {
    model.close();
  }

  /** Returns the TorchScript modules anywhere in a block. */
  static List<PtSymbolBlock> within(Block block) {
    List<PtSymbolBlock> modules = new ArrayList<>();
    if (block instanceof PtSymbolBlock module) {
      modules.add(module);
    }
    block.getChildren().forEach(child -> modules.addAll(within(child.getValue())));
    return modules;
  }

  /**
   * Lets the next training pass run a module in evaluation mode: DJL switches the mode only when
   * its own flag changes, and without the flag there are no gradients.
   */
  static void holdInEvaluationMode(PtSymbolBlock module) {
    try {
      Field training = PtSymbolBlock.class.getDeclaredField("isTrain");
      training.setAccessible(true);
      training.setBoolean(module, true);
      JniUtils.enableInferenceMode(module);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this DJL has another PtSymbolBlock", e);
    }
  }
}
