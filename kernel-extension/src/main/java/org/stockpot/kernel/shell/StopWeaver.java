package org.stockpot.kernel.shell;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Puts a {@link StopCheck} at the start of every method of a class and before jumps backwards. */
final class StopWeaver {

  private static final int API = Opcodes.ASM9;

  private StopWeaver() {}

  /**
   * Weaves a class.
   *
   * @return its new bytes; the old ones if a Java newer than this library wrote them, whose loops
   *     then end only by the interrupt flag
   */
  static byte[] weave(byte[] bytes) {
    try {
      ClassReader reader = new ClassReader(bytes);
      ClassWriter writer = new ClassWriter(reader, 0);
      reader.accept(new Methods(writer), 0);
      return writer.toByteArray();
    } catch (IllegalArgumentException newerJava) {
      return bytes;
    }
  }

  private static final class Methods extends ClassVisitor {

    Methods(ClassVisitor next) {
      super(API, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new Checks(super.visitMethod(access, name, descriptor, signature, exceptions));
    }
  }

  private static final class Checks extends MethodVisitor {

    private final Set<Label> passed = new HashSet<>();

    Checks(MethodVisitor next) {
      super(API, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      check();
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
      if (passed.contains(target)) {
        check();
      }
      super.visitJumpInsn(opcode, target);
    }

    private void check() {
      visitMethodInsn(
          Opcodes.INVOKESTATIC, Type.getInternalName(StopCheck.class), "check", "()V", false);
    }
  }
}
