package org.stockpot.djl.derivative;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module that is code alone, written as the archive that {@code torch.jit.load}
 * reads: a zip of the code's text and two pickles of a few bytes. Its methods reach libtorch's
 * {@code torch.autograd.grad}, which DJL does not have; see {@link AutogradModule}.
 */
final class AutogradArchive {

  private static final String CLASS = "Autograd";

  private static final String CODE =
      """
      class Autograd(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def gradient(self: __torch__.Autograd,
          loss: Tensor,
          parameters: List[Tensor]) -> List[Tensor]:
          g = torch.autograd.grad([loss], parameters, None, None, False, True)
          return self.filled(g, parameters)
        def hessian_times(self: __torch__.Autograd,
          loss: Tensor,
          parameters: List[Tensor],
          direction: List[Tensor]) -> List[Tensor]:
          g = torch.autograd.grad([loss], parameters, None, True, True, True)
          slopes, along, = self.varying(g, direction)
          h = annotate(List[Optional[Tensor]], [])
          if torch.gt(torch.len(slopes), 0):
            h0 = torch.autograd.grad(slopes, parameters, along, False, False, True)
          else:
            for j in range(torch.len(parameters)):
              _0 = torch.append(h, None)
            h0 = h
          return self.filled(h0, parameters)
        def gram_times(self: __torch__.Autograd,
          outputs: Tensor,
          parameters: List[Tensor],
          direction: List[Tensor]) -> List[Tensor]:
          moved = self.along(outputs, parameters, direction)
          return self.back(outputs, parameters, moved)
        def gauss_newton_times(self: __torch__.Autograd,
          loss: Tensor,
          outputs: Tensor,
          parameters: List[Tensor],
          direction: List[Tensor]) -> List[Tensor]:
          moved = self.along(outputs, parameters, direction)
          s = torch.autograd.grad([loss], [outputs], None, True, True, True)
          slope = unchecked_cast(Tensor, s[0])
          seed = annotate(List[Optional[Tensor]], [])
          _0 = torch.append(seed, moved)
          h = torch.autograd.grad([slope], [outputs], seed, True, False, True)
          curved = unchecked_cast(Tensor, h[0])
          return self.back(outputs, parameters, curved)
        def along(self: __torch__.Autograd,
          outputs: Tensor,
          parameters: List[Tensor],
          direction: List[Tensor]) -> Tensor:
          u = torch.requires_grad_(torch.zeros_like(outputs), True)
          seed = annotate(List[Optional[Tensor]], [])
          _0 = torch.append(seed, u)
          g = torch.autograd.grad([outputs], parameters, seed, True, True, True)
          slopes, steps, = self.varying(g, direction)
          m = torch.autograd.grad(slopes, [u], steps, True, False, True)
          return unchecked_cast(Tensor, m[0])
        def varying(self: __torch__.Autograd,
          g: List[Optional[Tensor]],
          direction: List[Tensor]) -> Tuple[List[Tensor], List[Optional[Tensor]]]:
          slopes = annotate(List[Tensor], [])
          along = annotate(List[Optional[Tensor]], [])
          for i in range(torch.len(g)):
            t = g[i]
            if torch.__isnot__(t, None):
              slope = unchecked_cast(Tensor, t)
              if ops.prim.requires_grad(slope):
                _0 = torch.append(slopes, slope)
                _1 = torch.append(along, direction[i])
              else:
                pass
            else:
              pass
          return (slopes, along)
        def back(self: __torch__.Autograd,
          outputs: Tensor,
          parameters: List[Tensor],
          cotangent: Tensor) -> List[Tensor]:
          seed = annotate(List[Optional[Tensor]], [])
          _0 = torch.append(seed, cotangent)
          r = torch.autograd.grad([outputs], parameters, seed, False, False, True)
          return self.filled(r, parameters)
        def filled(self: __torch__.Autograd,
          found: List[Optional[Tensor]],
          parameters: List[Tensor]) -> List[Tensor]:
          result = annotate(List[Tensor], [])
          for i in range(torch.len(found)):
            t = found[i]
            if torch.__isnot__(t, None):
              _0 = torch.append(result, torch.contiguous(unchecked_cast(Tensor, t)))
            else:
              _1 = torch.append(result, torch.zeros_like(parameters[i]))
          return result
      """;

  private AutogradArchive() {}

  /** Returns the archive. */
  static byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "data.pkl", module());
      put(zip, "code/__torch__.py", CODE.getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", emptyTuple());
      put(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Pickles an object of the class with the state {@code {"training": False}}. */
  private static byte[] module() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text(out, "\u0080\u0002c__torch__\n" + CLASS + "\nq\u0000)\u0081}(X\u0008\u0000\u0000\u0000");
    text(out, "trainingq\u0001\u0089ub.");
    return out.toByteArray();
  }

  private static byte[] emptyTuple() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text(out, "\u0080\u0002).");
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry("autograd/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
