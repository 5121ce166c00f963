package org.stockpot.djl.network;

import ai.djl.nn.Block;

/** A block that in training gives a loss of its own behind its outputs, to be added to theirs. */
public interface LossBlock extends Block {}
