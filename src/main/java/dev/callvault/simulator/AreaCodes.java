package dev.callvault.simulator;

import java.util.List;
import java.util.stream.Stream;

/** Area codes of the North American numbering plan. */
final class AreaCodes {
    /** A prime number of them, so that counting through them and through the lines gives many different numbers. */
    private static final List<String> ALL = Stream.of(
                    "201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240",
                    "248 251 252 253 254 256 260 262 267 269 270 281 301 302 303 304 305 307 308 309 310 312 313 314 315",
                    "316 317 318 319 320 321 323 325 330 334 336 337 339 347 351 352 360 361 401 402 404 405 406 407 408",
                    "409 410 412 413 414 415 417 419 423 425 432 434 435 440 469 470 478 479 480 484 501 502 503 504 505",
                    "617")
            .flatMap(it -> Stream.of(it.split(" ", -1)))
            .toList();

    private AreaCodes() {}

    static String of(int who) {
        return ALL.get(who % ALL.size());
    }
}
