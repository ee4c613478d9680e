// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/raster.hpp"

#include "views/compare/bands.hpp"

#include <QCoreApplication>
#include <QFloat16>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace rarebit::views {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Raster)
};

template <class T>
T elementAt(const Bytes& bytes, int64_t index) {
    T value;
    std::memcpy(&value, bytes.data() + static_cast<size_t>(index) * sizeof(T), sizeof(T));
    return value;
}

struct BFloat16 {
    uint16_t code;
    operator float() const { return std::bit_cast<float>(uint32_t(code) << 16); }
};
struct Boolean {
    uint8_t value;
    operator double() const { return value ? 1 : 0; }
};

/// Calls visit with a value of the C++ type that stores `dtype`; false where pictures are never of it.
template <class Visit>
bool withType(DType dtype, Visit visit) {
    switch (dtype) {
    case DType::u8:
        visit(uint8_t{});
        return true;
    case DType::u16:
        visit(uint16_t{});
        return true;
    case DType::f32:
        visit(float{});
        return true;
    case DType::f16:
        visit(qfloat16{});
        return true;
    case DType::bf16:
        visit(BFloat16{});
        return true;
    case DType::f64:
        visit(double{});
        return true;
    case DType::i8:
        visit(int8_t{});
        return true;
    case DType::i16:
        visit(int16_t{});
        return true;
    case DType::i32:
        visit(int32_t{});
        return true;
    case DType::u32:
        visit(uint32_t{});
        return true;
    case DType::boolean:
        visit(Boolean{});
        return true;
    default:
        return false;
    }
}

// The sample that shows as white; 0: by the range of the values.
double largestOf(DType dtype, const Json& meta) {
    if (dtype == DType::boolean) return 1;
    if (dtype == DType::u8) return 255;
    if (dtype != DType::u16) return 0;
    const int64_t bits = meta.at("bits").asInt(meta.at("bits_per_sample").asInt(16));
    return bits > 8 && bits <= 16 ? std::exp2(static_cast<double>(bits)) - 1 : 65535;
}

struct Matrix {
    const char *name, *title;
    double kr, kb;
};
constexpr std::array matrices{
    Matrix{"bt709", "BT.709", 0.2126, 0.0722},
    Matrix{"smpte170m", "BT.601", 0.299, 0.114},
    Matrix{"bt470bg", "BT.601", 0.299, 0.114},
    Matrix{"fcc", "FCC", 0.30, 0.11},
    Matrix{"smpte240m", "SMPTE 240M", 0.212, 0.087},
    Matrix{"bt2020nc", "BT.2020", 0.2627, 0.0593},
    Matrix{"bt2020c", "BT.2020", 0.2627, 0.0593},
};

void chooseMatrix(Raster& raster, const Json& meta) {
    const std::string name = meta.at("matrix").asString(), range = meta.at("range").asString();
    const auto found = std::ranges::find(matrices, name, [](const Matrix& m) { return std::string(m.name); });
    QString matrix = Words::tr("BT.601 assumed");
    if (found != matrices.end()) {
        raster.kr = found->kr;
        raster.kb = found->kb;
        matrix = QString::fromUtf8(found->title);
    }
    raster.fullRange = range == "full";
    const QString extent = raster.fullRange     ? Words::tr("full range")
                           : range == "limited" ? Words::tr("limited range")
                                                : Words::tr("limited range assumed");
    raster.note = Words::tr("shown as RGB: %1, %2").arg(matrix, extent);
}

Result<TensorView> tensorOf(const Payload& payload, size_t axes, const QString& where) {
    const auto* tensor = std::get_if<TensorView>(&payload);
    if (!tensor || tensor->shape.size() != axes ||
        tensorBytes(tensor->dtype, tensor->shape) != tensor->bytes.size())
        return badInput(
            "the data is no picture of rows and columns", where.toStdString(), "look at it as a tensor"
        );
    if (!withType(tensor->dtype, [](auto) {}))
        return unsupported(
            std::string("samples of type ") + std::string(info(tensor->dtype).name) +
                " are not shown as a picture",
            where.toStdString(),
            "look at it as a tensor"
        );
    return *tensor;
}

// Samples of one plane as 8 bits for the screen, any row.
class Shades {
public:
    Shades(const SamplePlane& plane, SampleRange range) : plane_(plane), range_(range) {}

    /// 0 to 1, not clamped; NaN stays.
    void read(int64_t row, std::span<double> out) const {
        plane_.read(row, 0, out);
        const double scale = 1 / (range_.high > range_.low ? range_.high - range_.low : 1);
        for (double& value : out)
            value = (value - range_.low) * scale;
    }

private:
    const SamplePlane& plane_;
    SampleRange range_;
};

int byteOf(double share) {
    return static_cast<int>(255 * std::clamp(share, 0.0, 1.0) + 0.5);
}

QRgb transparent() {
    return qRgba(0, 0, 0, 0);
}

// Rows of a plane repeated to the size of the picture: for display, the nearest sample is enough.
void readStretched(
    const SamplePlane& plane,
    const Raster& raster,
    int64_t row,
    std::vector<double>& from,
    std::span<double> to
) {
    from.resize(static_cast<size_t>(plane.columns));
    plane.read(std::min(plane.rows - 1, row * plane.rows / raster.rows), 0, from);
    for (size_t i = 0; i < to.size(); ++i)
        to[i] = from[static_cast<size_t>(static_cast<int64_t>(i) * plane.columns / raster.columns)];
}

struct YuvScale {
    double lumaLow, lumaSpan, chromaMiddle, chromaSpan;
    explicit YuvScale(const Raster& raster) {
        const double unit = (raster.largest + 1) / 256;
        lumaLow = raster.fullRange ? 0 : 16 * unit;
        lumaSpan = raster.fullRange ? raster.largest : 219 * unit;
        chromaMiddle = 128 * unit;
        chromaSpan = raster.fullRange ? raster.largest : 224 * unit;
    }
};

void paintYuvRow(const Raster& raster, int64_t row, std::span<QRgb> out) {
    const YuvScale scale(raster);
    const double kg = 1 - raster.kr - raster.kb;
    std::vector<double> y(out.size()), u(out.size()), v(out.size()), from;
    readStretched(raster.planes[0], raster, row, from, y);
    readStretched(raster.planes[1], raster, row, from, u);
    readStretched(raster.planes[2], raster, row, from, v);
    for (size_t i = 0; i < out.size(); ++i) {
        const double luma = (y[i] - scale.lumaLow) / scale.lumaSpan;
        const double cb = (u[i] - scale.chromaMiddle) / scale.chromaSpan;
        const double cr = (v[i] - scale.chromaMiddle) / scale.chromaSpan;
        const double red = luma + 2 * (1 - raster.kr) * cr, blue = luma + 2 * (1 - raster.kb) * cb;
        const double green = (luma - raster.kr * red - raster.kb * blue) / kg;
        out[i] = qRgb(byteOf(red), byteOf(green), byteOf(blue));
    }
}

void paintRow(const Raster& raster, SampleRange range, int64_t row, std::span<QRgb> out) {
    const int colours = std::min(raster.colourPlanes(), raster.colour == Raster::Colour::cmyk ? 4 : 3);
    std::array<std::vector<double>, 4> shades;
    for (int i = 0; i < colours; ++i) {
        shades[static_cast<size_t>(i)].resize(out.size());
        Shades(raster.planes[static_cast<size_t>(i)], range).read(row, shades[static_cast<size_t>(i)]);
    }
    for (size_t i = 0; i < out.size(); ++i) {
        const double first = shades[0][i];
        if (colours < 3) {
            const int shade = byteOf(first);
            out[i] = std::isnan(first) ? transparent() : qRgb(shade, shade, shade);
            continue;
        }
        double rgb[3] = {first, shades[1][i], shades[2][i]};
        if (colours == 4)
            for (double& value : rgb)
                value = (1 - value) * (1 - shades[3][i]);
        const bool broken = std::isnan(rgb[0]) || std::isnan(rgb[1]) || std::isnan(rgb[2]);
        out[i] = broken ? transparent() : qRgb(byteOf(rgb[0]), byteOf(rgb[1]), byteOf(rgb[2]));
    }
}

void applyAlpha(const Raster& raster, SampleRange range, int64_t row, std::span<QRgb> out) {
    std::vector<double> alpha(out.size()), from;
    readStretched(raster.planes.back(), raster, row, from, alpha);
    // Alpha of floats runs from 0 to 1 whatever the colours do.
    const double most = raster.largest > 0 ? range.high : 1;
    for (size_t i = 0; i < out.size(); ++i)
        if (qAlpha(out[i]) != 0) {
            const QRgb rgb = out[i];
            out[i] = qPremultiply(qRgba(qRed(rgb), qGreen(rgb), qBlue(rgb), byteOf(alpha[i] / most)));
        }
}

} // namespace

double SamplePlane::at(int64_t row, int64_t column) const {
    double value = 0;
    read(row, column, std::span(&value, 1));
    return value;
}

void SamplePlane::read(int64_t row, int64_t column, std::span<double> out) const {
    const int64_t start = first + (row * columns + column) * step;
    withType(dtype, [&](auto type) {
        using T = decltype(type);
        for (size_t i = 0; i < out.size(); ++i)
            out[i] = static_cast<double>(elementAt<T>(bytes, start + static_cast<int64_t>(i) * step));
    });
}

double Raster::luma(int64_t row, int64_t column) const {
    if (colour != Colour::rgb) return planes[0].at(row, column);
    return kr * planes[0].at(row, column) + (1 - kr - kb) * planes[1].at(row, column) +
           kb * planes[2].at(row, column);
}

Result<Raster> imageRaster(const Payload& payload, const Json& meta, const QString& where) {
    RB_TRY(const TensorView tensor, tensorOf(payload, 3, where));
    const int64_t channels = tensor.shape[2];
    if (tensor.shape[0] < 1 || tensor.shape[1] < 1 || channels < 1)
        return badInput("the picture has no pixels", where.toStdString(), "choose another part");
    Raster raster;
    raster.rows = tensor.shape[0];
    raster.columns = tensor.shape[1];
    raster.largest = largestOf(tensor.dtype, meta);
    const bool cmyk = meta.at("color").asString() == "cmyk" && channels == 4;
    raster.alpha = !cmyk && (channels == 2 || channels == 4);
    const int64_t colours = channels - (raster.alpha ? 1 : 0);
    raster.colour = cmyk ? Raster::Colour::cmyk : colours >= 3 ? Raster::Colour::rgb : Raster::Colour::grey;
    if (cmyk)
        raster.note = Words::tr("CMYK, shown as RGB without a colour profile");
    else if (meta.at("color").isString() && colours >= 3)
        raster.note = Words::tr("%1, its channels shown as red, green, blue")
                          .arg(QString::fromStdString(meta.at("color").asString()));
    else if (colours > 3)
        raster.note = Words::tr("the first 3 of %1 channels are shown").arg(colours);
    const QString inks[] = {Words::tr("Cyan"), Words::tr("Magenta"), Words::tr("Yellow"), Words::tr("Black")};
    const QString lights[] = {Words::tr("Red"), Words::tr("Green"), Words::tr("Blue")};
    for (int64_t channel = 0; channel < channels; ++channel) {
        const bool isAlpha = raster.alpha && channel == channels - 1;
        const QString name = isAlpha        ? Words::tr("Alpha")
                             : cmyk         ? inks[channel]
                             : colours == 3 ? lights[channel]
                             : colours == 1 ? Words::tr("Grey")
                                            : Words::tr("Channel %1").arg(channel);
        raster.planes.push_back(
            {name, tensor.dtype, raster.rows, raster.columns, channel, channels, tensor.bytes}
        );
    }
    return raster;
}

Result<Raster> frameRaster(std::span<const NamedPlane> named, const Json& meta, const QString& where) {
    Raster raster;
    const auto kindOf = [](const QString& name) { return name.isEmpty() ? QChar() : name.back().toLower(); };
    // Of any order (FFmpeg's gbrp: g, b, r), shown as y, u, v or r, g, b, then a.
    for (const char wanted : {'y', 'u', 'v', 'r', 'g', 'b', 'a'})
        for (const auto& plane : named) {
            if (kindOf(plane.name) != QLatin1Char(wanted)) continue;
            RB_TRY(const TensorView tensor, tensorOf(plane.payload, 3, where));
            const QString title = wanted == 'y'   ? Words::tr("Luma")
                                  : wanted == 'u' ? Words::tr("Chroma blue (u)")
                                  : wanted == 'v' ? Words::tr("Chroma red (v)")
                                  : wanted == 'r' ? Words::tr("Red")
                                  : wanted == 'g' ? Words::tr("Green")
                                  : wanted == 'b' ? Words::tr("Blue")
                                                  : Words::tr("Alpha");
            raster.alpha = raster.alpha || wanted == 'a';
            raster.planes.push_back(
                {title, tensor.dtype, tensor.shape[1], tensor.shape[2], 0, 1, tensor.bytes}
            );
        }
    const int colours = raster.colourPlanes();
    if ((colours != 1 && colours != 3) || raster.planes.front().rows < 1 || raster.planes.front().columns < 1)
        return badInput(
            "the planes make no picture: " + std::to_string(named.size()) + " of them",
            where.toStdString(),
            "look at one plane as a tensor"
        );
    raster.rows = raster.planes.front().rows;
    raster.columns = raster.planes.front().columns;
    raster.largest = largestOf(raster.planes.front().dtype, meta);
    const bool yuv = kindOf(named.front().name) != u'r' && kindOf(named.front().name) != u'g';
    raster.colour = colours == 1 ? Raster::Colour::grey : yuv ? Raster::Colour::yuv : Raster::Colour::rgb;
    if (raster.colour == Raster::Colour::yuv) chooseMatrix(raster, meta);
    return raster;
}

std::optional<SampleRange> finiteRange(const Raster& raster) {
    std::vector<SampleRange> found(
        static_cast<size_t>(bandCount(raster.rows)),
        {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}
    );
    forBands(raster.rows, [&](int64_t band, int64_t begin, int64_t end) {
        SampleRange& own = found[static_cast<size_t>(band)];
        std::vector<double> line;
        for (const auto& plane : raster.planes) {
            line.resize(static_cast<size_t>(plane.columns));
            for (int64_t row = begin * plane.rows / raster.rows; row < end * plane.rows / raster.rows;
                 ++row) {
                plane.read(row, 0, line);
                for (const double value : line)
                    if (std::isfinite(value)) {
                        own.low = std::min(own.low, value);
                        own.high = std::max(own.high, value);
                    }
            }
        }
    });
    SampleRange all = found.front();
    for (const auto& range : found) {
        all.low = std::min(all.low, range.low);
        all.high = std::max(all.high, range.high);
    }
    if (all.low > all.high) return std::nullopt;
    return all;
}

double peakOf(const Raster& original) {
    if (original.largest > 0) return original.largest;
    const DTypeInfo& type = info(original.planes.front().dtype);
    if (type.kind == DTypeClass::integer) return std::exp2(8 * type.blockBytes) - 1;
    const auto range = finiteRange(original);
    return range ? range->high - range->low : 0;
}

QImage displayImage(const Raster& raster, SampleRange range) {
    if (raster.largest > 0) range = {0, raster.largest};
    const bool holes = raster.alpha || raster.largest == 0;
    QImage image(
        static_cast<int>(raster.columns),
        static_cast<int>(raster.rows),
        holes ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32
    );
    if (image.isNull()) return image;
    auto* pixels = image.bits();
    const auto pitch = static_cast<size_t>(image.bytesPerLine());
    forBands(raster.rows, [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row) {
            const std::span line(
                reinterpret_cast<QRgb*>(pixels + static_cast<size_t>(row) * pitch),
                static_cast<size_t>(raster.columns)
            );
            if (raster.colour == Raster::Colour::yuv)
                paintYuvRow(raster, row, line);
            else
                paintRow(raster, range, row, line);
            if (raster.alpha) applyAlpha(raster, range, row, line);
        }
    });
    return image;
}

MipImage::MipImage(QImage full) {
    levels.push_back(std::move(full));
    while (std::min(levels.back().width(), levels.back().height()) > 256)
        levels.push_back(levels.back().scaled(
            (levels.back().width() + 1) / 2,
            (levels.back().height() + 1) / 2,
            Qt::IgnoreAspectRatio,
            Qt::SmoothTransformation
        ));
}

int MipImage::levelFor(double scale) const {
    int level = 0;
    while (level + 1 < static_cast<int>(levels.size()) && scale * std::exp2(level + 1) <= 1.0)
        ++level;
    return level;
}

} // namespace rarebit::views
